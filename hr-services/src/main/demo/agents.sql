-- The whole city, for --agents N: set the number in this session first,
--     SELECT set_config('intraparis.agents', '55000', false);
-- then run this after city.sql. It can be run again. Agents get numbers from 5000001; one in twenty-five leads a team of
-- the twenty-four that follow. Each has last month's payslip and, one in three, a summer leave. Nobody here can log in.

INSERT INTO agent (agent_id, username, display_name, email, department, grade, manager_id, hired_on, week)
SELECT (5000000 + n)::text,
       lower(translate(first || '.' || last, 'éèêëïîôçÉ '' ', 'eeeeiioce')) || '.' || n,
       first || ' ' || last,
       lower(translate(first || '.' || last, 'éèêëïîôçÉ '' ', 'eeeeiioce')) || '.' || n || '@paris.fr',
       (ARRAY['Direction de la voirie', 'Direction des affaires scolaires', 'Direction de la propreté et de l''eau',
              'Direction des espaces verts', 'Direction de l''action sociale', 'Direction des ressources humaines',
              'Direction des affaires culturelles', 'Direction des finances et des achats',
              'Direction de la jeunesse et des sports', 'Direction du logement'])[1 + ((n - 1) / 25) % 10],
       CASE WHEN n % 25 = 1 THEN 'Attaché principal'
            ELSE (ARRAY['Adjoint technique', 'Adjoint administratif', 'Technicien', 'Rédacteur', 'Agent de maîtrise',
                        'Assistant socio-éducatif', 'Auxiliaire de puériculture', 'Éboueur principal'])[1 + n % 8] END,
       NULL,
       DATE '1992-01-06' + (n * 37) % 12000,
       CASE WHEN n % 11 = 0 THEN '{1,1,0,1,1,0,0}'::numeric[]
            WHEN n % 53 = 0 THEN '{1,1,0.5,0,0,0,0}'::numeric[]
            ELSE '{1,1,1,1,1,0,0}'::numeric[] END
FROM (SELECT n,
             (ARRAY['Adèle', 'Antoine', 'Aya', 'Baptiste', 'Camille', 'Cédric', 'Chantal', 'Claire', 'Diane', 'Driss',
                    'Élodie', 'Emma', 'Fatou', 'Florence', 'Gaël', 'Hélène', 'Ibrahim', 'Inès', 'Jean', 'Julien',
                    'Karim', 'Laure', 'Léa', 'Louis', 'Malika', 'Marc', 'Marie', 'Mehdi', 'Nadia', 'Nathalie',
                    'Nicolas', 'Olivier', 'Oumar', 'Pascal', 'Paul', 'Rachid', 'Sabine', 'Sarah', 'Thomas', 'Yasmine'])
                 [1 + n % 40] AS first,
             (ARRAY['Bailly', 'Barbier', 'Benoît', 'Blanchard', 'Bouvier', 'Camara', 'Carpentier', 'Chevalier',
                    'Da Silva', 'Delmas', 'Diallo', 'Dufour', 'Dupuis', 'Fabre', 'Faure', 'Ferreira', 'Fontaine',
                    'Gauthier', 'Girard', 'Guérin', 'Henry', 'Jacquet', 'Keita', 'Lambert', 'Legrand', 'Lemaire',
                    'Marchand', 'Masson', 'Mercier', 'Meunier', 'N''Guyen', 'Noël', 'Perrin', 'Picard', 'Renaud',
                    'Rousseau', 'Roux', 'Traoré', 'Vidal', 'Weber', 'Zidane'])
                 [1 + (n * 7) % 41] AS last
      FROM generate_series(1, greatest(current_setting('intraparis.agents')::int - 9, 0)) n) names
ON CONFLICT (agent_id) DO NOTHING;

UPDATE agent
SET manager_id = (5000001 + ((agent_id::int - 5000001) / 25) * 25)::text
WHERE agent_id >= '5000001' AND (agent_id::int - 5000001) % 25 <> 0 AND manager_id IS NULL;

INSERT INTO leave_request (id, reference, agent_id, first_day, last_day, days, state, submitted_at, decided_by,
                           decided_at, version)
SELECT md5('leave:' || a.agent_id || ':' || d.monday)::uuid,
       'C-' || to_char(d.monday, 'YYYY') || '-' || lpad(nextval('leave_reference')::text, 6, '0'),
       a.agent_id, d.monday, d.monday + 4, a.weekly_obligations, 'APPROVED', d.monday - 90, a.manager_id,
       d.monday - 80, 2
FROM agent a
CROSS JOIN LATERAL (
    SELECT (date_trunc('week', make_date(extract(year FROM current_date)::int, 7, 20))
            + make_interval(weeks => a.agent_id::int % 3))::date AS monday) d
WHERE a.agent_id >= '5000001' AND a.agent_id::int % 3 = 0 AND a.manager_id IS NOT NULL
ON CONFLICT DO NOTHING;

WITH made AS (
    INSERT INTO payslip (id, agent_id, month, paid_on, department, grade)
    SELECT md5('payslip:' || a.agent_id || ':' || m.month)::uuid, a.agent_id, m.month,
           (m.month + INTERVAL '1 month' - INTERVAL '3 days')::date, a.department, a.grade
    FROM agent a
    CROSS JOIN (SELECT (date_trunc('month', current_date) - INTERVAL '1 month')::date AS month) m
    WHERE a.agent_id >= '5000001'
    ON CONFLICT (agent_id, month) DO NOTHING
    RETURNING id, agent_id)
INSERT INTO payslip_line (payslip_id, position, label, base, rate, gain, deduction, employer)
SELECT m.id, l.position, l.label, l.base, l.rate, l.gain, l.deduction, l.employer
FROM (SELECT id, round((1801.74 + (agent_id::int % 1400) * w.part)::numeric, 2) AS basic
      FROM made, (VALUES (0.9)) AS w (part)) m
CROSS JOIN LATERAL (VALUES
    (10, 'Traitement brut indiciaire', NULL::numeric, NULL::numeric, m.basic, NULL::numeric, NULL::numeric),
    (20, 'Indemnité de résidence (zone 1)', m.basic, 3, round(m.basic * 0.03, 2), NULL, NULL),
    (110, 'Retenue pension CNRACL', m.basic, 11.10, NULL, round(m.basic * 0.1110, 2), round(m.basic * 0.3465, 2)),
    (130, 'CSG déductible', round(m.basic * 1.012, 2), 6.8, NULL, round(m.basic * 1.012 * 0.068, 2), NULL),
    (140, 'CSG non déductible et CRDS', round(m.basic * 1.012, 2), 2.9, NULL, round(m.basic * 1.012 * 0.029, 2), NULL),
    (310, 'Impôt sur le revenu prélevé à la source', round(m.basic * 0.9, 2), 2.1, NULL,
        round(m.basic * 0.9 * 0.021, 2), NULL)
) AS l (position, label, base, rate, gain, deduction, employer);
