-- The demonstration city: the cast, with twelve payslips each up to last month. Can be run again at any time: it adds
-- what is missing and changes nothing. Run with the role and schema `hr`, after the migrations of hr-services.

INSERT INTO agent (agent_id, username, display_name, email, department, grade, manager_id, hired_on, week) VALUES
    ('4100002', 'bruno.martin', 'Bruno Martin', 'bruno.martin@paris.fr', 'Direction de la voirie', 'Ingénieur principal', NULL, DATE '2009-09-01', '{1,1,1,1,1,0,0}'),
    ('4100001', 'amelie.durand', 'Amélie Durand', 'amelie.durand@paris.fr', 'Direction de la voirie', 'Technicienne territoriale', '4100002', DATE '2016-03-01', '{1,1,1,1,1,0,0}'),
    ('4100003', 'chloe.bernard', 'Chloé Bernard', 'chloe.bernard@paris.fr', 'Direction de la voirie', 'Adjointe administrative principale', '4100002', DATE '2019-01-14', '{1,1,1,1,1,0,0}'),
    ('4100004', 'david.petit', 'David Petit', 'david.petit@paris.fr', 'Direction des systèmes d''information et du numérique', 'Ingénieur', NULL, DATE '2014-11-03', '{1,1,1,1,1,0,0}'),
    ('4100005', 'elise.moreau', 'Élise Moreau', 'elise.moreau@paris.fr', 'Direction des finances et des achats', 'Attachée principale', NULL, DATE '2012-06-18', '{1,1,1,1,1,0,0}'),
    ('4100006', 'farid.haddad', 'Farid Haddad', 'farid.haddad@paris.fr', 'Direction des ressources humaines', 'Attaché', NULL, DATE '2017-02-01', '{1,1,1,1,1,0,0}'),
    ('4100008', 'gaelle.roux', 'Gaëlle Roux', 'gaelle.roux@paris.fr', 'Direction des affaires scolaires', 'Attachée principale', NULL, DATE '2011-09-01', '{1,1,1,1,1,0,0}'),
    ('4100007', 'hugo.leroy', 'Hugo Leroy', 'hugo.leroy@paris.fr', 'Direction des affaires scolaires', 'Adjoint technique des écoles', '4100008', DATE '2021-09-01', '{1,1,1,1,1,0,0}'),
    ('4100009', 'ines.faure', 'Inès Faure', 'ines.faure@paris.fr', 'Direction des systèmes d''information et du numérique', 'Ingénieure', NULL, DATE '2018-04-16', '{1,1,1,1,1,0,0}')
ON CONFLICT (agent_id) DO NOTHING;

-- Chloé's and Hugo's summer, so that no team's list is empty on the first day.
INSERT INTO leave_request (id, reference, agent_id, first_day, last_day, days, state, note, submitted_at, decided_by,
                           decided_at, decision_comment, version)
SELECT md5('leave:' || a.agent_id || ':' || d.monday)::uuid,
       'C-' || to_char(d.monday, 'YYYY') || '-' || lpad(nextval('leave_reference')::text, 6, '0'),
       a.agent_id, d.monday, d.monday + 4, 5, 'APPROVED', 'Congés d''été', d.monday - 90, a.manager_id, d.monday - 85,
       'Bon repos !', 2
FROM agent a
CROSS JOIN (SELECT (date_trunc('week', make_date(extract(year FROM current_date)::int, 8, 24)))::date AS monday) d
WHERE a.agent_id IN ('4100003', '4100007')
ON CONFLICT DO NOTHING;

-- One payslip a month. The amounts follow from the grade and move a little: a step in July, overtime in some months.
WITH pay (agent_id, basic, allowance) AS (VALUES
        ('4100001', 2318.42, 512.00), ('4100002', 3346.90, 1105.00), ('4100003', 1987.55, 356.00),
        ('4100004', 2987.10, 894.00), ('4100005', 3122.73, 978.50), ('4100006', 2790.36, 731.20),
        ('4100007', 1843.21, 214.75), ('4100008', 3018.64, 921.00),
        ('4100009', 2874.02, 842.60))
INSERT INTO payslip (id, agent_id, month, paid_on, department, grade)
SELECT md5('payslip:' || a.agent_id || ':' || m.month)::uuid, a.agent_id, m.month,
       (m.month + INTERVAL '1 month' - INTERVAL '3 days')::date, a.department, a.grade
FROM agent a
JOIN pay USING (agent_id)
CROSS JOIN (SELECT (date_trunc('month', current_date) - make_interval(months => n))::date AS month
            FROM generate_series(1, 12) n) m
ON CONFLICT (agent_id, month) DO NOTHING;

WITH pay (agent_id, basic, allowance) AS (VALUES
        ('4100001', 2318.42, 512.00), ('4100002', 3346.90, 1105.00), ('4100003', 1987.55, 356.00),
        ('4100004', 2987.10, 894.00), ('4100005', 3122.73, 978.50), ('4100006', 2790.36, 731.20),
        ('4100007', 1843.21, 214.75), ('4100008', 3018.64, 921.00),
        ('4100009', 2874.02, 842.60)),
month AS (
    SELECT p.id,
           round((basic * CASE WHEN extract(month FROM p.month) >= 7 THEN 1.008 ELSE 1 END)::numeric, 2) AS basic,
           round((allowance + 14.30 * (extract(month FROM p.month)::int % 3))::numeric, 2) AS allowance,
           CASE WHEN (extract(month FROM p.month)::int + right(p.agent_id, 1)::int) % 4 = 0
                THEN round((basic / 151.67 * 1.25 * 6)::numeric, 2) END AS overtime
    FROM payslip p JOIN pay USING (agent_id)),
gross AS (
    SELECT id, basic, allowance, overtime, round(basic * 0.03, 2) AS residence FROM month),
base AS (
    SELECT *, basic + residence + allowance + coalesce(overtime, 0) AS brut FROM gross),
csg AS (
    SELECT *, round(brut * 0.9825, 2) AS assiette FROM base)
INSERT INTO payslip_line (payslip_id, position, label, base, rate, gain, deduction, employer)
SELECT c.id, l.position, l.label, l.base, l.rate, l.gain, l.deduction, l.employer
FROM csg c
CROSS JOIN LATERAL (VALUES
    (10, 'Traitement brut indiciaire', NULL::numeric, NULL::numeric, c.basic, NULL::numeric, NULL::numeric),
    (20, 'Indemnité de résidence (zone 1)', c.basic, 3, c.residence, NULL, NULL),
    (30, 'Régime indemnitaire (IFSE)', NULL, NULL, c.allowance, NULL, NULL),
    (40, 'Heures supplémentaires (6 h)', NULL, NULL, c.overtime, NULL, NULL),
    (110, 'Retenue pension CNRACL', c.basic, 11.10, NULL, round(c.basic * 0.1110, 2), round(c.basic * 0.3465, 2)),
    (120, 'Retraite additionnelle (RAFP)', least(c.allowance + c.residence, round(c.basic * 0.2, 2)), 5, NULL,
        round(least(c.allowance + c.residence, round(c.basic * 0.2, 2)) * 0.05, 2),
        round(least(c.allowance + c.residence, round(c.basic * 0.2, 2)) * 0.05, 2)),
    (130, 'CSG déductible', c.assiette, 6.8, NULL, round(c.assiette * 0.068, 2), NULL),
    (140, 'CSG non déductible', c.assiette, 2.4, NULL, round(c.assiette * 0.024, 2), NULL),
    (150, 'CRDS', c.assiette, 0.5, NULL, round(c.assiette * 0.005, 2), NULL),
    (160, 'Assurance maladie', c.basic, NULL, NULL, NULL, round(c.basic * 0.0988, 2)),
    (170, 'Allocations familiales', c.basic, NULL, NULL, NULL, round(c.basic * 0.0525, 2)),
    (180, 'Versement mobilité', c.basic, NULL, NULL, NULL, round(c.basic * 0.032, 2)),
    (210, 'Mutuelle : participation de la Ville', NULL, NULL, 30.00, NULL, NULL),
    (310, 'Impôt sur le revenu prélevé à la source', round(c.brut * 0.9, 2), 4.3, NULL,
        round(round(c.brut * 0.9, 2) * 0.043, 2), NULL)
) AS l (position, label, base, rate, gain, deduction, employer)
WHERE coalesce(l.gain, l.deduction, l.employer) IS NOT NULL
ON CONFLICT (payslip_id, position) DO NOTHING;
