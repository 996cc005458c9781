package fr.intraparis.kernel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The closed list of what can go wrong, each with a sentence and a cure in French and English (requirement row E10).
 * A code never changes its meaning and is never used again for another. {@code docs/error-codes.md} is this list,
 * printed; a test compares the two.
 */
public enum ErrorCode {
    // --- BRW: the browser --------------------------------------------------------------------------------------
    BRW_UNLISTED(
            "NOM-BRW-001",
            403,
            Who.AGENT,
            "Ce navigateur n'est pas dans la liste approuvée.",
            "This browser is not on the approved list.",
            "Ouvrez Intraparis avec Firefox, Chrome, Edge ou Safari à jour.",
            "Open Intraparis with an up-to-date Firefox, Chrome, Edge or Safari."),
    BRW_TOO_OLD(
            "NOM-BRW-002",
            403,
            Who.AGENT,
            "Ce navigateur a plus de deux versions majeures de retard.",
            "This browser is more than two major versions behind.",
            "Mettez le navigateur à jour, fermez-le, puis rouvrez Intraparis.",
            "Update the browser, close it, then open Intraparis again."),
    BRW_CHANGED(
            "NOM-BRW-003",
            403,
            Who.AGENT,
            "Cette session a commencé dans un autre navigateur.",
            "This session began in another browser.",
            "Revenez au navigateur où vous vous êtes connecté : la session y est intacte. Sinon, effacez les cookies d'Intraparis dans celui-ci, puis connectez-vous.",
            "Go back to the browser in which you signed in: the session is intact there. Otherwise delete the cookies of Intraparis in this one, then sign in."),
    BRW_UNKNOWN(
            "NOM-BRW-004",
            403,
            Who.AGENT,
            "Le navigateur ne dit pas ce qu'il est.",
            "The browser does not say what it is.",
            "Désactivez l'extension ou le mandataire qui masque le navigateur, ou utilisez un navigateur approuvé.",
            "Turn off the extension or proxy that hides the browser, or use an approved browser."),
    BRW_STORAGE(
            "NOM-BRW-005",
            403,
            Who.AGENT,
            "Ce navigateur bloque les cookies ou le stockage de Nomades.",
            "This browser blocks the cookies or the storage of Nomades.",
            "Autorisez les cookies et les données de ce site, puis mesurez de nouveau.",
            "Allow this site's cookies and data, then measure again."),
    BRW_WEBAUTHN(
            "NOM-BRW-006",
            403,
            Who.AGENT,
            "Ce navigateur ne sait pas se servir d'une clé d'accès (WebAuthn).",
            "This browser can't use a passkey (WebAuthn).",
            "Utilisez un navigateur approuvé à jour, sans extension ni réglage qui désactive les clés d'accès.",
            "Use an up-to-date approved browser, without an extension or a setting that turns passkeys off."),
    BRW_AGEING(
            "NOM-BRW-007",
            403,
            Who.AGENT,
            "Ce navigateur a deux versions majeures de retard : la prochaine version le fera refuser.",
            "This browser is two major versions behind: the next release will shut it out.",
            "Vous pouvez continuer. Mettez le navigateur à jour ces jours-ci, puis fermez-le et rouvrez-le.",
            "You can go on. Update the browser in the next days, then close it and open it again."),
    BRW_INCONSISTENT(
            "NOM-BRW-008",
            403,
            Who.AGENT,
            "Ce navigateur dit deux choses différentes de lui-même.",
            "This browser says two different things about itself.",
            "Vous pouvez continuer. Désactivez l'extension ou le réglage qui change l'identité du navigateur.",
            "You can go on. Turn off the extension or the setting that changes what the browser says it is."),

    // --- NET: the network ----------------------------------------------------------------------------------------
    NET_VPN(
            "NOM-NET-002",
            403,
            Who.AGENT,
            "La connexion passe par un VPN tiers ou par un hébergeur.",
            "The connection comes through a third-party VPN or a hosting network.",
            "Désactivez le VPN, puis rechargez la page : l'accès revient aussitôt, sans nouvelle connexion.",
            "Turn the VPN off, then reload the page: access is back at once, without signing in again."),
    NET_PROXY(
            "NOM-NET-003",
            403,
            Who.AGENT,
            "Un mandataire (proxy) se tient entre ce poste et Nomades.",
            "A proxy stands between this computer and Nomades.",
            "Désactivez le mandataire dans les réglages réseau, ou changez de réseau, puis rechargez la page.",
            "Turn the proxy off in the network settings, or use another network, then reload the page."),
    NET_RELAY(
            "NOM-NET-004",
            403,
            Who.AGENT,
            "La connexion passe par un relais de confidentialité.",
            "The connection comes through a privacy relay.",
            "Vous pouvez continuer. Pour l'éteindre sur un iPhone ou un Mac : Réglages, votre nom, iCloud, Relais privé.",
            "You can go on. To turn it off on an iPhone or a Mac: Settings, your name, iCloud, Private Relay."),
    NET_LIST_OLD(
            "NOM-NET-005",
            403,
            Who.ADMINISTRATOR,
            "La liste des réseaux tiers manque ou a plus de 30 jours : la connexion ne peut être jugée.",
            "The list of third-party networks is missing or over 30 days old: the connection can't be judged.",
            "Vous pouvez continuer. Un administrateur doit déposer une liste à jour.",
            "You can go on. An administrator must lay down an up-to-date list."),
    NET_INSIDE(
            "NOM-NET-006",
            403,
            Who.ADMINISTRATOR,
            "Cette page ne s'ouvre que depuis le réseau de la Ville.",
            "This page opens from the city's own network only.",
            "Ouvrez-la depuis un site de la Ville. En cas d'urgence, demandez au support informatique.",
            "Open it from one of the city's sites. If it is urgent, ask IT support."),

    // --- CRT, CLK: the root certificate and the clock ----------------------------------------------------------
    CRT_UNTRUSTED(
            "NOM-CRT-001",
            403,
            Who.AGENT,
            "Ce poste ne fait pas confiance au certificat de Nomades.",
            "This computer does not trust the certificate of Nomades.",
            "Comparez les douze mots, installez le certificat racine, puis vérifiez de nouveau.",
            "Compare the twelve words, install the root certificate, then check again."),
    CLK_WRONG(
            "NOM-CLK-001",
            403,
            Who.AGENT,
            "L'horloge de ce poste est fausse : les certificats et les codes lui paraissent périmés.",
            "This computer's clock is wrong: certificates and codes look expired to it.",
            "Réglez la date et l'heure automatiquement, puis vérifiez de nouveau.",
            "Set date and time automatically, then check again."),

    // --- MFA: factors ------------------------------------------------------------------------------------------
    MFA_NOT_ENROLLED(
            "NOM-MFA-001",
            403,
            Who.SUPPORT,
            "Aucun second facteur n'est enregistré pour ce compte.",
            "No second factor is registered for this account.",
            "Enregistrez votre appareil de validation au bureau, ou appelez l'assistance.",
            "Register your validation device at the office, or call support."),
    MFA_NEEDED(
            "NOM-MFA-002",
            401,
            Who.AGENT,
            "Cette action demande un second facteur.",
            "This action needs a second factor.",
            "Reconnectez-vous avec votre code de validation.",
            "Sign in again with your validation code."),
    MFA_STALE(
            "NOM-MFA-003",
            401,
            Who.AGENT,
            "La dernière authentification est trop ancienne pour cette action.",
            "The last authentication is too old for this action.",
            "Reconnectez-vous : ce que vous avez saisi est conservé sur la page précédente.",
            "Sign in again: what you typed is kept on the previous page."),
    MFA_PASSKEY_FAILED(
            "NOM-MFA-005",
            400,
            Who.AGENT,
            "La clé d'accès n'a pas pu être vérifiée.",
            "The passkey could not be verified.",
            "Réessayez avec la clé enregistrée pour ce compte ; si cela persiste, appelez l'assistance.",
            "Try again with the key registered for this account; if it persists, call support."),
    MFA_CODE_REFUSED(
            "NOM-MFA-006",
            401,
            Who.AGENT,
            "Le code de validation est refusé : il est faux, trop ancien ou a déjà servi.",
            "The validation code is refused: it is wrong, too old or has been used.",
            "Attendez le code suivant de votre appareil, puis saisissez-le.",
            "Wait for the next code of your device, then enter it."),

    // --- PRV: privileged accounts ------------------------------------------------------------------------------
    PRV_ROLE_MISSING(
            "NOM-PRV-001",
            403,
            Who.ADMINISTRATOR,
            "Cette page est réservée aux administrateurs informatiques.",
            "This page is for IT administrators only.",
            "Si votre fonction l'exige, demandez le rôle à votre responsable de la sécurité.",
            "If your duties need it, ask your security officer for the role."),
    PRV_PASSKEY_NEEDED(
            "NOM-PRV-002",
            403,
            Who.ADMINISTRATOR,
            "Cette page demande une clé d'accès (passkey), et ce compte n'en a pas présenté.",
            "This page needs a passkey, and this account has not presented one.",
            "Demandez à un administrateur un lien à usage unique pour enregistrer votre clé d'accès.",
            "Ask an administrator for a one-time link to register your passkey."),
    PRV_LINK_UNAVAILABLE(
            "NOM-PRV-003",
            502,
            Who.SUPPORT,
            "Le lien d'enregistrement n'a pas pu être créé.",
            "The registration link could not be made.",
            "Réessayez dans une minute ; si cela persiste, prévenez l'assistance avec le numéro de corrélation.",
            "Try again in a minute; if it persists, tell support the correlation number."),
    PRV_ACCOUNT_UNKNOWN(
            "NOM-PRV-004",
            404,
            Who.ADMINISTRATOR,
            "Aucun compte privilégié de ce nom.",
            "No privileged account of that name.",
            "Vérifiez l'identifiant dans la liste des comptes privilégiés.",
            "Check the user name in the list of privileged accounts."),
    PRV_LINK_SPENT(
            "NOM-PRV-005",
            410,
            Who.ADMINISTRATOR,
            "Ce lien d'enregistrement a déjà servi, ou a expiré.",
            "This registration link has served already, or has expired.",
            "Demandez un nouveau lien à un administrateur ; il vaut dix minutes et sert une fois.",
            "Ask an administrator for a new link; it lasts ten minutes and serves once."),
    PRV_BLOCK_UNKNOWN(
            "NOM-PRV-006",
            404,
            Who.ADMINISTRATOR,
            "Aucun blocage de ce numéro n'est en vigueur.",
            "No block of that number is in force.",
            "Revenez à la liste des blocages : il vient peut-être d'être levé.",
            "Go back to the list of blocks: it may just have been lifted."),
    PRV_SECOND_OPERATOR(
            "NOM-PRV-007",
            409,
            Who.ADMINISTRATOR,
            "Vous avez déjà signé la levée de ce blocage.",
            "You have already signed the lifting of this block.",
            "La seconde signature doit être celle d'un autre opérateur.",
            "The second signature must be another operator's."),
    PRV_OWN_BLOCK(
            "NOM-PRV-008",
            403,
            Who.ADMINISTRATOR,
            "Nul ne peut lever son propre blocage.",
            "Nobody can lift a block of their own.",
            "Demandez à deux autres opérateurs.",
            "Ask two other operators."),
    PRV_AGENT_UNKNOWN(
            "NOM-PRV-009",
            404,
            Who.ADMINISTRATOR,
            "Aucun compte de ce nom.",
            "No account of that name.",
            "Vérifiez l'identifiant, par exemple prenom.nom.",
            "Check the user name, for example first.last."),

    // --- SES: sessions -----------------------------------------------------------------------------------------
    SES_NONE(
            "NOM-SES-001",
            401,
            Who.AGENT,
            "Vous n'êtes pas connecté.",
            "You are not signed in.",
            "Connectez-vous à Intraparis.",
            "Sign in to Intraparis."),
    SES_ENDED(
            "NOM-SES-002",
            401,
            Who.AGENT,
            "Votre session est terminée.",
            "Your session has ended.",
            "Reconnectez-vous.",
            "Sign in again."),
    SES_CROSS_SITE(
            "NOM-SES-003",
            403,
            Who.AGENT,
            "Cette demande ne vient pas d'une page d'Intraparis.",
            "This request does not come from a page of Intraparis.",
            "Revenez à la page d'accueil d'Intraparis et recommencez.",
            "Go back to the Intraparis home page and start again."),
    SES_FORM_EXPIRED(
            "NOM-SES-004",
            403,
            Who.AGENT,
            "Ce formulaire appartient à une autre session.",
            "This form belongs to another session.",
            "Rien n'a été enregistré. Relisez le formulaire, puis renvoyez-le.",
            "Nothing was recorded. Check the form, then send it again."),
    SES_LOGIN_FAILED(
            "NOM-SES-005",
            400,
            Who.AGENT,
            "La connexion n'a pas abouti.",
            "The sign-in did not complete.",
            "Recommencez depuis la page d'accueil ; n'utilisez pas une page gardée en favori ou un ancien onglet.",
            "Start again from the home page; do not use a bookmarked page or an old tab."),
    SES_TOKEN_INVALID(
            "NOM-SES-006",
            401,
            Who.SUPPORT,
            "Le jeton présenté n'est pas valable ici.",
            "The token presented is not valid here.",
            "Passez par le portail Nomades ; si l'erreur persiste, prévenez l'assistance.",
            "Go through the Nomades portal; if it persists, tell support."),
    SES_COPIED(
            "NOM-SES-007",
            401,
            Who.AGENT,
            "Ce navigateur n'a pas prouvé que cette session est la sienne.",
            "This browser has not proven that this session is its own.",
            "Si l'ordinateur sort de veille, la page se recharge d'elle-même. Sinon, reconnectez-vous ; si vous n'avez rien fait d'inhabituel, prévenez l'assistance : la session a pu être copiée.",
            "If the computer has just woken up, the page reloads by itself. Otherwise sign in again; if you did nothing unusual, tell support: the session may have been copied."),
    SES_ROLE_MISSING(
            "NOM-SES-008",
            403,
            Who.SUPPORT,
            "Votre compte n'a pas le rôle demandé.",
            "Your account lacks the role that is needed.",
            "Si votre fonction l'exige, demandez-le à votre responsable.",
            "If your duties need it, ask your manager."),
    SES_BLOCKED(
            "NOM-SES-009",
            401,
            Who.SUPPORT,
            "Un opérateur a bloqué l'accès de ce compte.",
            "An operator has blocked this account's access.",
            "Écrivez à l'assistance ou appelez-la : deux opérateurs doivent lever le blocage. Se reconnecter n'y change rien.",
            "Write to support or call them: two operators must lift the block. Signing in again changes nothing."),
    SES_WRONG_PASSWORD(
            "NOM-SES-010",
            401,
            Who.AGENT,
            "Identifiant ou mot de passe incorrect, ou trop d'essais.",
            "Wrong user name or password, or too many attempts.",
            "Vérifiez les deux ; après cinq échecs, attendez une minute.",
            "Check both; after five failures, wait one minute."),
    SES_BLOCKS_UNKNOWN(
            "NOM-SES-011",
            503,
            Who.SUPPORT,
            "Impossible de savoir si cette session est bloquée : par prudence, rien ne s'ouvre.",
            "It can't be known whether this session is blocked: to be safe, nothing opens.",
            "Votre session est conservée. Réessayez dans une minute.",
            "Your session is kept. Try again in a minute."),

    // --- DEV: the device ---------------------------------------------------------------------------------------
    DEV_NO_KEY(
            "NOM-DEV-001",
            403,
            Who.AGENT,
            "Sans script, cette session permet de lire, pas de modifier ni de télécharger.",
            "Without scripts this session can read, not change or download anything.",
            "Autorisez les scripts et le stockage de ce site dans le navigateur, puis reconnectez-vous.",
            "Allow this site's scripts and storage in the browser, then sign in again."),
    DEV_VIEW_ONLY(
            "NOM-DEV-003",
            403,
            Who.ADMINISTRATOR,
            "Cet appareil n'est pas reconnu par la Ville : ce document s'y lit et ne s'y télécharge pas.",
            "This device is not recognised by the city: this document can be read on it, not downloaded.",
            "Lisez-le dans la page. Pour le télécharger, enregistrez l'appareil sous « Sessions et appareils », puis demandez à l'informatique de l'autoriser.",
            "Read it in the page. To download it, register the device under “Sessions and devices”, then ask IT to authorise it."),
    DEV_LOST(
            "NOM-DEV-004",
            403,
            Who.SUPPORT,
            "Cet appareil a été déclaré perdu.",
            "This device has been declared lost.",
            "S'il est retrouvé, effacez les données de ce site dans son navigateur, puis reconnectez-vous : il sera un nouvel appareil.",
            "If it has been found, delete this site's data in its browser, then sign in again: it will be a new device."),
    DEV_NOT_FOUND(
            "NOM-DEV-005",
            404,
            Who.ADMINISTRATOR,
            "Ce compte n'a pas d'appareil de cette empreinte.",
            "This account has no device of that fingerprint.",
            "Comparez l'empreinte avec celle que l'agent lit sous « Sessions et appareils ».",
            "Compare the fingerprint with the one that the agent reads under “Sessions and devices”."),
    DEV_SHARED(
            "NOM-DEV-006",
            403,
            Who.AGENT,
            "Sur un ordinateur partagé, cette session se lit seulement.",
            "On a shared computer this session can only be read.",
            "Rien n'a été fait, et votre session continue. Pour modifier, télécharger ou administrer, terminez ici, puis connectez-vous depuis votre poste de travail.",
            "Nothing was done, and your session goes on. To change, download or administer anything, finish here, then sign in on your own workstation."),

    // --- IDP: Keycloak -----------------------------------------------------------------------------------------
    IDP_DOWN(
            "NOM-IDP-001",
            503,
            Who.SUPPORT,
            "Le service d'authentification ne répond pas.",
            "The authentication service does not answer.",
            "Votre session est conservée. Réessayez dans une minute.",
            "Your session is kept. Try again in a minute."),
    IDP_SLOW(
            "NOM-IDP-002",
            504,
            Who.SUPPORT,
            "Le service d'authentification met trop de temps à répondre.",
            "The authentication service takes too long to answer.",
            "Votre session est conservée. Réessayez dans une minute.",
            "Your session is kept. Try again in a minute."),
    IDP_GARBLED(
            "NOM-IDP-003",
            502,
            Who.SUPPORT,
            "Le service d'authentification a donné une réponse incompréhensible.",
            "The authentication service gave an answer that makes no sense.",
            "Votre session est conservée. Réessayez ; si cela persiste, prévenez l'assistance.",
            "Your session is kept. Try again; if it persists, tell support."),

    // --- REL: the relay ----------------------------------------------------------------------------------------
    REL_NO_ROUTE(
            "NOM-REL-001",
            404,
            Who.AGENT,
            "Cette adresse n'existe pas.",
            "There is nothing at this address.",
            "Vérifiez l'adresse, ou repartez de la page d'accueil.",
            "Check the address, or start from the home page."),
    REL_MALFORMED(
            "NOM-REL-002",
            400,
            Who.AGENT,
            "La demande est mal formée.",
            "The request is malformed.",
            "Repartez de la page d'accueil ; désactivez l'extension qui modifie les adresses.",
            "Start from the home page; turn off any extension that changes addresses."),
    REL_METHOD(
            "NOM-REL-003",
            405,
            Who.SUPPORT,
            "Cette adresse n'accepte pas cette méthode.",
            "This address does not accept this method.",
            "Repartez de la page d'accueil.",
            "Start from the home page."),
    REL_UPSTREAM_DOWN(
            "NOM-REL-004",
            502,
            Who.SUPPORT,
            "Le service demandé est arrêté.",
            "The service is down.",
            "Les autres services restent disponibles. Réessayez dans quelques minutes.",
            "The other services remain available. Try again in a few minutes."),
    REL_UPSTREAM_SLOW(
            "NOM-REL-005",
            504,
            Who.SUPPORT,
            "Le service demandé met trop de temps à répondre.",
            "The service takes too long to answer.",
            "Réessayez dans quelques minutes ; ce que vous avez envoyé ne sera pas compté deux fois.",
            "Try again in a few minutes; what you sent will not count twice."),
    REL_TOO_LARGE(
            "NOM-REL-006",
            413,
            Who.AGENT,
            "L'envoi dépasse la taille permise.",
            "What you send is larger than allowed.",
            "Réduisez la taille des pièces jointes.",
            "Make the attachments smaller."),
    REL_HEADERS_TOO_LARGE(
            "NOM-REL-007",
            431,
            Who.AGENT,
            "Les en-têtes de la demande sont trop longs.",
            "The headers of the request are too long.",
            "Effacez les cookies de ce site, puis recommencez.",
            "Delete this site's cookies, then start again."),
    REL_TOO_MANY(
            "NOM-REL-008",
            429,
            Who.AGENT,
            "Trop de demandes refusées ou de connexions commencées depuis cette adresse.",
            "Too many refused requests or sign-ins begun from this address.",
            "Attendez une minute, puis recommencez depuis la page d'accueil.",
            "Wait a minute, then start again from the home page."),
    REL_BUSY(
            "NOM-REL-009",
            503,
            Who.AGENT,
            "Le service demandé a trop de demandes en cours.",
            "The service has too many requests in hand.",
            "Réessayez dans une minute ; les autres services restent disponibles.",
            "Try again in a minute; the other services remain available."),

    // --- CHA: the IT charter -----------------------------------------------------------------------------------
    CHA_OUTSIDE_RECIPIENT(
            "NOM-CHA-001",
            422,
            Who.AGENT,
            "Un destinataire est hors de la Ville.",
            "A recipient is outside the city.",
            "Écrivez à une adresse professionnelle de la Ville. Pour imprimer un document, utilisez une imprimante"
                    + " du bureau.",
            "Write to a professional address of the city. To print a document, use an office printer."),

    // --- HRS: human resources ----------------------------------------------------------------------------------
    HRS_NOT_FOUND(
            "NOM-HRS-001",
            404,
            Who.AGENT,
            "Ce document n'existe pas, ou n'est pas à vous.",
            "This does not exist, or is not yours.",
            "Repartez de la liste.",
            "Start from the list."),
    HRS_OVERLAP(
            "NOM-HRS-002",
            409,
            Who.AGENT,
            "Une autre demande couvre déjà une partie de ces dates.",
            "Another request already covers part of these dates.",
            "Changez les dates, ou annulez l'autre demande.",
            "Change the dates, or cancel the other request."),
    HRS_BALANCE(
            "NOM-HRS-003",
            422,
            Who.AGENT,
            "Le solde de congés ne suffit pas.",
            "The leave balance is not enough.",
            "Demandez moins de jours.",
            "Ask for fewer days."),
    HRS_PERIOD(
            "NOM-HRS-004",
            422,
            Who.AGENT,
            "La période demandée n'est pas valable.",
            "The period is not valid.",
            "La fin ne précède pas le début, la période compte au moins un jour ouvré, ne dépasse pas 31 jours"
                    + " consécutifs et reste dans l'année.",
            "The end is not before the start, there is at least one working day, no more than 31 days in a row, and all"
                    + " within one year."),
    HRS_ALREADY_DECIDED(
            "NOM-HRS-005",
            409,
            Who.AGENT,
            "Cette demande a déjà été traitée.",
            "This request has already been decided.",
            "Rechargez la liste pour voir la décision.",
            "Reload the list to see the decision."),
    HRS_UNKNOWN_AGENT(
            "NOM-HRS-006",
            404,
            Who.SUPPORT,
            "Aucun dossier RH ne correspond à ce compte.",
            "No HR record matches this account.",
            "Prévenez votre gestionnaire RH.",
            "Tell your HR officer."),
    HRS_NO_OBLIGATION(
            "NOM-HRS-007",
            422,
            Who.SUPPORT,
            "Les obligations hebdomadaires de l'agent manquent : aucun droit ne peut être calculé.",
            "The agent's weekly obligations are missing: no entitlement can be worked out.",
            "Prévenez votre gestionnaire RH.",
            "Tell your HR officer."),

    // --- PAY: payslips -----------------------------------------------------------------------------------------
    PAY_PDF_FAILED(
            "NOM-PAY-001",
            500,
            Who.SUPPORT,
            "Le bulletin n'a pas pu être mis en page.",
            "The payslip could not be laid out.",
            "Réessayez ; si cela persiste, prévenez l'assistance avec le numéro de corrélation.",
            "Try again; if it persists, tell support the correlation number."),

    // --- MAI: mail ---------------------------------------------------------------------------------------------
    MAI_NOT_FOUND(
            "NOM-MAI-001",
            404,
            Who.AGENT,
            "Ce message n'existe pas dans votre boîte.",
            "There is no such message in your mailbox.",
            "Repartez de la liste des messages.",
            "Start from the list of messages."),
    MAI_SERVER_DOWN(
            "NOM-MAI-002",
            503,
            Who.SUPPORT,
            "Le serveur de messagerie ne répond pas.",
            "The mail server does not answer.",
            "Les messages en attente partiront plus tard. Réessayez dans quelques minutes.",
            "Waiting messages will leave later. Try again in a few minutes."),
    MAI_ADDRESS(
            "NOM-MAI-003",
            422,
            Who.AGENT,
            "Une adresse n'est pas valable.",
            "An address is not valid.",
            "Corrigez l'adresse, par exemple prenom.nom@paris.fr.",
            "Correct the address, for example first.last@paris.fr."),
    MAI_UNSAFE_TEXT(
            "NOM-MAI-004",
            422,
            Who.AGENT,
            "L'objet, un nom ou un nom de fichier contient un caractère interdit.",
            "The subject, a name or a file name holds a forbidden character.",
            "Retirez les sauts de ligne et les caractères invisibles.",
            "Remove line breaks and invisible characters."),
    MAI_ATTACHMENT_TOO_LARGE(
            "NOM-MAI-005",
            413,
            Who.AGENT,
            "Les pièces jointes dépassent 10 Mo.",
            "The attachments are larger than 10 MB.",
            "Réduisez-les, ou envoyez-les en plusieurs messages.",
            "Make them smaller, or send several messages."),
    MAI_REFUSED(
            "NOM-MAI-006",
            422,
            Who.SUPPORT,
            "Le serveur de messagerie a refusé ce message.",
            "The mail server refused this message.",
            "Vérifiez les destinataires ; si cela persiste, prévenez l'assistance.",
            "Check the recipients; if it persists, tell support."),
    MAI_FILE_TOO_LARGE(
            "NOM-MAI-007",
            413,
            Who.AGENT,
            "La pièce jointe dépasse 30 Mo : elle ne s'ouvre pas ici.",
            "The attachment is larger than 30 MB: it cannot be opened here.",
            "Demandez à l'expéditeur un fichier plus petit, ou ouvrez le message dans votre messagerie.",
            "Ask the sender for a smaller file, or open the message in your mail program."),

    // --- SUP: tickets to IT support ----------------------------------------------------------------------------
    SUP_NOT_FOUND(
            "NOM-SUP-001",
            404,
            Who.AGENT,
            "Aucun ticket ne s'ouvre avec ce code.",
            "No ticket opens with this code.",
            "Vérifiez le code, groupe par groupe. S'il vient de vous être donné, réessayez dans une minute.",
            "Check the code, group by group. If it has just been given to you, try again in a minute."),
    SUP_TOO_MANY(
            "NOM-SUP-002",
            429,
            Who.AGENT,
            "Trop de tickets ou de lectures de réponses depuis cette adresse.",
            "Too many tickets or readings of answers from this address.",
            "Ce que vous avez saisi est conservé : attendez une minute, puis renvoyez.",
            "What you typed is kept: wait a minute, then send again."),
    SUP_LOCKED(
            "NOM-SUP-003",
            429,
            Who.AGENT,
            "Ce ticket a reçu trop de codes faux.",
            "This ticket has been given too many wrong codes.",
            "Attendez quinze minutes, puis saisissez le code qui vous a été donné.",
            "Wait fifteen minutes, then enter the code that you were given."),
    SUP_CLOSED(
            "NOM-SUP-004",
            409,
            Who.ADMINISTRATOR,
            "Ce ticket a déjà une réponse, ou il est clos.",
            "This ticket has an answer already, or it is closed.",
            "Revenez à la file des tickets.",
            "Go back to the queue of tickets."),
    SUP_TEXT(
            "NOM-SUP-005",
            422,
            Who.AGENT,
            "Le ticket ne peut partir ainsi : dites ce qui s'est passé, en 2 000 caractères au plus.",
            "The ticket can't leave like this: say what happened, in 2,000 characters at most.",
            "Complétez ou raccourcissez le texte, puis renvoyez. Un code s'écrit comme NOM-NET-002, ou reste vide.",
            "Complete or shorten the text, then send again. A code is written like NOM-NET-002, or left out."),
    SUP_REPORT(
            "NOM-SUP-006",
            422,
            Who.AGENT,
            "Ce rapport de diagnostic n'est pas tel que la porte l'a écrit.",
            "This diagnosis report is not as the door wrote it.",
            "Copiez-le de nouveau en entier depuis la page de diagnostic, ou videz ce champ, puis renvoyez.",
            "Copy it again, whole, from the diagnosis page, or empty this field, then send again."),

    // --- SYS: everything else ----------------------------------------------------------------------------------
    SYS_UNEXPECTED(
            "NOM-SYS-001",
            500,
            Who.SUPPORT,
            "Une erreur inattendue s'est produite.",
            "Something unexpected went wrong.",
            "Réessayez ; si cela persiste, prévenez l'assistance avec le numéro de corrélation.",
            "Try again; if it persists, tell support the correlation number."),
    SYS_BAD_REQUEST(
            "NOM-SYS-002",
            400,
            Who.AGENT,
            "La demande contient une valeur qui n'est pas valable.",
            "The request holds a value that is not valid.",
            "Corrigez la valeur indiquée, puis renvoyez.",
            "Correct the value that is named, then send again."),
    SYS_KEY_MISSING(
            "NOM-SYS-003",
            400,
            Who.SUPPORT,
            "La clé d'idempotence manque ou n'est pas valable.",
            "The idempotency key is missing or not valid.",
            "Rechargez la page, puis renvoyez.",
            "Reload the page, then send again."),
    SYS_KEY_REUSED(
            "NOM-SYS-004",
            409,
            Who.SUPPORT,
            "Cette clé d'idempotence a déjà servi pour une autre demande.",
            "This idempotency key has been used for another request.",
            "Rechargez la page, puis renvoyez.",
            "Reload the page, then send again."),
    SYS_DATABASE(
            "NOM-SYS-005",
            503,
            Who.SUPPORT,
            "La base de données ne répond pas.",
            "The database does not answer.",
            "Rien n'est perdu. Réessayez dans une minute.",
            "Nothing is lost. Try again in a minute."),
    SYS_NOT_READY(
            "NOM-SYS-006",
            503,
            Who.SUPPORT,
            "Le service démarre.",
            "The service is starting.",
            "Réessayez dans une minute.",
            "Try again in a minute."),
    SYS_NOT_ACCEPTABLE(
            "NOM-SYS-007",
            406,
            Who.SUPPORT,
            "Le format demandé n'est pas disponible.",
            "The format asked for is not available.",
            "Repartez de la page d'accueil.",
            "Start from the home page."),
    SYS_MEDIA_TYPE(
            "NOM-SYS-008",
            415,
            Who.SUPPORT,
            "Le format envoyé n'est pas accepté.",
            "The format sent is not accepted.",
            "Repartez de la page d'accueil.",
            "Start from the home page."),
    SYS_REFERENCE(
            "NOM-SYS-009",
            422,
            Who.ADMINISTRATOR,
            "Une liste de référence déposée est refusée : la dernière valable reste en service.",
            "A list of reference that was laid down is refused: the last good one stays in force.",
            "Vérifiez la signature, le nom et la date de la liste, puis déposez-la de nouveau.",
            "Check the signature, the name and the date of the list, then lay it down again.");

    /** Who can cure it. */
    public enum Who {
        /** The person at the screen. */
        AGENT("Vous-même", "You"),
        /** An administrator of accounts. */
        ADMINISTRATOR("Un administrateur informatique", "An IT administrator"),
        /** IT support. */
        SUPPORT("L'assistance informatique", "IT support");

        private final String french;
        private final String english;

        Who(String french, String english) {
            this.french = french;
            this.english = english;
        }

        /** In the language of the reader; French unless English is asked for. */
        public String in(Locale locale) {
            return english(locale) ? english : french;
        }
    }

    private final String code;
    private final int status;
    private final Who who;
    private final String titleFrench;
    private final String titleEnglish;
    private final String cureFrench;
    private final String cureEnglish;

    ErrorCode(
            String code,
            int status,
            Who who,
            String titleFrench,
            String titleEnglish,
            String cureFrench,
            String cureEnglish) {
        this.code = code;
        this.status = status;
        this.who = who;
        this.titleFrench = titleFrench;
        this.titleEnglish = titleEnglish;
        this.cureFrench = cureFrench;
        this.cureEnglish = cureEnglish;
    }

    /** {@code NOM-<AREA>-<nnn>}. */
    public String code() {
        return code;
    }

    /** The HTTP status it travels with. */
    public int status() {
        return status;
    }

    /** The three letters of the area. */
    public String area() {
        return code.substring(4, 7);
    }

    /** Who can cure it. */
    public Who who() {
        return who;
    }

    /** What happened, one sentence; French unless English is asked for. */
    public String title(Locale locale) {
        return english(locale) ? titleEnglish : titleFrench;
    }

    /** What to do about it; French unless English is asked for. */
    public String cure(Locale locale) {
        return english(locale) ? cureEnglish : cureFrench;
    }

    /** The entry of that code, if the list has it. */
    public static Optional<ErrorCode> of(String code) {
        return Arrays.stream(values()).filter(entry -> entry.code.equals(code)).findFirst();
    }

    private static boolean english(Locale locale) {
        return "en".equals(locale.getLanguage());
    }
}
