# The texts of the mails in Dutch. A value in braces is filled in by the mail.

## Who signs, greets and closes

mail-signature = Het transitieteam
mail-greeting = Goedendag,
mail-heading = Transitieplan
mail-nobody = transitieteam
mail-problem = Beantwoord bij problemen deze mail.

## Dates: names from Monday and from January on, with blanks between them

mail-weekdays = maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
mail-months = januari februari maart april mei juni juli augustus september oktober november december
mail-date = { $weekday } { $day } { $month } { $year }
mail-time = { $hour }.{ $minute } uur
mail-time-whole-hour = { $hour } uur
mail-datetime = { $date } om { $time }

## The step

mail-fact-label = Omschrijving
mail-fact-phase = Fase
mail-fact-start = Begin
mail-fact-duration = Duur
mail-fact-team = Team
mail-fact-department = Afdeling
mail-fact-given-up = Verzending gestaakt
mail-fact-required-end = Vereist einde
mail-fact-expected-end = Verwacht einde
mail-step-page = De pagina van de stap:
mail-step-open = De pagina van de stap openen
mail-step-follow = Volg de instructies die u daar vindt.
mail-step-instructions = De instructies:

## The start mail

mail-start-subject = Uitvoering
mail-start-ready = Stap { $step } is startklaar: gelieve eraan te beginnen.
mail-start-unassigned = Het plan wijst voor deze stap niemand aan; daarom komt deze mail bij het transitieteam terecht.

## The transfer mail and its receipt

mail-transfer-arrived = { $from } heeft stap { $step } aan u overgedragen.
mail-transfer-ready = De stap is startklaar: gelieve eraan te beginnen.
mail-transfer-open = De stap is in uitvoering: gelieve hem voort te zetten en daarna af te sluiten.
mail-transfer-not-ready = De stap is nog niet startklaar; u krijgt een mail zodra hij kan beginnen.
mail-transfer-message = Bijgevoegd bericht:
mail-receipt-subject = Overdracht
mail-receipt-gone = U hebt stap { $step } overgedragen aan { $to }, die daarvan per mail op de hoogte wordt gebracht.
mail-receipt-gone-message = U hebt stap { $step } overgedragen aan { $to }, die daarvan per mail op de hoogte wordt gebracht, met uw bericht:
mail-receipt-done = De stap ligt nu in andere handen: u hoeft niets meer te doen.
mail-receipt-mistake = Beantwoord deze mail als deze overdracht een vergissing is.

## The failure mail

mail-failure-subject = Verzending mislukt
mail-failure-undelivered = De { $mail } van stap { $step } kon niet worden verzonden aan { $to }, die dus niet weet dat er een stap wacht.
mail-failure-answer = Antwoord van de mailserver:
mail-failure-what-now = Wat moet er nu gebeuren?
mail-failure-tell = Breng { $to } of diens team op een andere manier op de hoogte: die mail wordt niet opnieuw verzonden.
mail-failure-check = Controleer het adres in de werkmap van het plan (blad Acteurs) en verbeter het voor de volgende stappen.
mail-failure-transfer = Is deze persoon niet bereikbaar, draag de stap dan over aan iemand anders.
mail-failure-transfer-page = Is deze persoon niet bereikbaar, draag de stap dan via de pagina ervan over aan iemand anders.

## Reminder and escalation

mail-silence-not-begun = Stap { $step } is startklaar, en sinds { $since } is niemand eraan begonnen.
mail-silence-past-end = Stap { $step } is in uitvoering voorbij zijn einde, en sinds { $since } is er niets meer van vernomen.
mail-reminder-subject = Herinnering
mail-reminder-not-begun = Gelieve eraan te beginnen, of hem over te dragen aan iemand die dat kan.
mail-reminder-past-end = Gelieve hem af te sluiten als hij af is; zo niet, noteer op zijn pagina wat hem ophoudt.
mail-reminded = { $from } herinnert u aan stap { $step }.
mail-reminded-message = { $from } herinnert u aan stap { $step }, met dit bericht:
mail-escalation-subject = Zonder nieuws
mail-escalation-who = De stap is toegewezen aan { $who }.
mail-escalation-nobody = Het plan wijst er niemand voor aan.
mail-escalation-please = Gelieve na te gaan wat hem ophoudt, en hem zo nodig te laten overdragen.

## A transfer told to others

mail-told-gone = { $from } heeft stap { $step } overgedragen aan { $to }.
mail-told-gone-message = { $from } heeft stap { $step } overgedragen aan { $to }, met dit bericht:
mail-told-done = Deze mail is ter informatie: u hoeft niets te doen.

## An act on the work of others

mail-act-subject-skipped = Stap overgeslagen
mail-act-subject-reopened = Stap heropend
mail-act-subject-start_undone = Start ongedaan gemaakt
mail-act-subject-rollback_declared = Rollback afgekondigd
mail-act-subject-rollback_withdrawn = Rollback ingetrokken
mail-act-subject-plan_revised = Plan herzien
mail-act-skipped = Op { $at } heeft { $from } stap { $step } overgeslagen. Hij hoeft niet meer te gebeuren, en de stappen die erop wachtten, doen dat niet langer.
mail-act-reopened = Op { $at } heeft { $from } stap { $step } heropend. Hij is niet meer voltooid: de stappen die ervan afhangen, wachten er opnieuw op.
mail-act-start_undone = Op { $at } heeft { $from } de start van stap { $step } ongedaan gemaakt. Hij is niet meer in uitvoering: er moet nog aan begonnen worden.
mail-act-rollback_declared = Op { $at } heeft { $from } een rollback afgekondigd. De rollbackstappen slapen niet meer; een mail verwittigt de verantwoordelijken zodra een stap startklaar is.
mail-act-rollback_withdrawn = Op { $at } heeft { $from } de rollback ingetrokken. De rollbackstappen slapen opnieuw.
mail-act-plan_revised = Op { $at } heeft { $from } het plan herzien. Vanaf nu geldt het herziene plan.
mail-act-reason = De reden:
mail-act-steps = Uw betrokken stappen: { $steps }

## A passed estimate of defects that block a step

mail-estimate-subject = Schatting verstreken
mail-estimate-passed = De defecten van stap { $step } blokkeren hem sinds { $since }. Dat had maar tot { $until } mogen duren, en die schatting is verstreken.
mail-estimate-defects = De defecten:
mail-estimate-please = Gelieve te vragen hoever het herstel staat, en een nieuwe schatting te laten registreren, of dat de defecten de stap niet meer blokkeren.

## A required end at risk

mail-risk-subject = Vereist einde in gevaar
mail-risk-passed = Sinds { $since } overschrijdt de prognose het vereiste einde { $milestone }.
mail-risk-chance = De kans om het vereiste einde { $milestone } te halen is gedaald onder { $below } %.
mail-risk-what-now = Ga na wat de resterende stappen ophoudt, en beslis op tijd.

## The weekly report

mail-report-subject = Weekrapport van { $day }
mail-report-stands = Dit is de stand van transitieplan { $plan } op { $until } (tijdzone: { $timezone }).
mail-report-rollback = Op { $at } is een rollback afgekondigd.
mail-report-rollback-by = Op { $at } is een rollback afgekondigd (door { $by }).
mail-report-terminated = { $terminated } van de { $total ->
        [one] { $total } stap
       *[other] { $total } stappen
    } voltooid{ $skipped ->
        [0] { "" }
       *[other] , waarvan { $skipped } overgeslagen
    }
mail-report-percent = { $percent } %
mail-report-late = { $late ->
        [one] { $late } stap die startklaar of in uitvoering is, loopt achter op schema.
       *[other] { $late } stappen die startklaar of in uitvoering zijn, lopen achter op schema.
    }
mail-report-asleep = { $asleep ->
        [one] { $asleep } terugvalstap niet actief, niet meegeteld.
       *[other] { $asleep } terugvalstappen niet actief, niet meegeteld.
    }
mail-report-forecast = Prognose
mail-report-whole = Het geheel
mail-report-expected = Verwacht einde
mail-report-expected-end = verwacht einde { $expected }
mail-report-planned-end = gepland { $planned }
mail-report-likely-end = in vier van de vijf gevallen vóór { $likely }
mail-report-required = Vereiste eindes
mail-report-required-end = vereist { $by }
mail-report-margin = { $margin } speling
mail-report-passed = overschreden met { $passed }
mail-report-chance = op tijd in { $chance } % van de gevallen
mail-report-decide-by = Rollback af te kondigen vóór { $at }
mail-report-decide-by-likely = met 80 % kans vóór { $at }
mail-report-too-late = Het is te laat voor een rollback.
mail-report-moved-later = Sinds het vorige rapport valt het verwachte einde { $amount } later:
mail-report-moved-earlier = Sinds het vorige rapport valt het verwachte einde { $amount } vroeger:
mail-report-not-moved = Het verwachte einde is dat van het vorige rapport.
mail-report-to-decide = Komende beslissingen
mail-report-decided = Beslissingen sinds het vorige rapport
mail-report-state = { $state }: { $count }
mail-report-more = en nog { $count }
mail-report-step = Stap
mail-report-act-now = Nu te doen
mail-report-people = Toestand en verantwoordelijken
mail-report-since = sinds { $duration }
mail-report-nothing-waits = Er wacht niets: geen enkele stap is startklaar of te laat.
mail-report-blocked = Geblokkeerd, en door wie
mail-report-blocked-how = De stappen links houden die rechts tegen.
mail-report-holds = Houdt tegen
mail-report-holds-steps = houdt tegen: { $steps }
mail-report-nothing-blocked = Geen enkele stap die binnenkort begint, is geblokkeerd.
mail-report-days = De komende vijf dagen
mail-report-time = Tijd
mail-report-no-days = Geen enkele stap begint in de komende vijf dagen.
mail-report-changes = Wat er veranderd is
mail-report-changes-since = Sinds het vorige rapport, van { $since }:
mail-report-before = Voordien
mail-report-before-state = voordien: { $state }
mail-report-skipped = Overgeslagen:
mail-report-skipped-why = overgeslagen: { $reason }
mail-report-no-changes = Geen enkele stap is van toestand veranderd sinds het vorige rapport, van { $since }.
mail-report-defects = Defecten
mail-report-new = Nieuw
mail-report-blocks = Blokkeert de stap; niemand heeft geschat tot wanneer.
mail-report-blocks-until = Blokkeert de stap, volgens de schatting tot { $until }.
mail-report-no-defects = Er zijn geen defecten geregistreerd.
mail-report-phases = Voortgang per fase
mail-report-phase = Fase
mail-report-progress = Voortgang
mail-report-workbook = De bijgevoegde werkmap ({ $files }) geeft de toestand van elke stap.
mail-report-timeline = De bijgevoegde tijdlijn ({ $file }) toont het plan, wat er gebeurd is en wat verwacht wordt. Een browser opent ze.
mail-report-page = De overzichtspagina, altijd actueel:
mail-report-page-current = De overzichtspagina is altijd actueel.
mail-report-open = Het overzicht openen
mail-report-question = Beantwoord deze mail als u vragen hebt.

## Wat er mis is met de instellingen; elke regel begint met de instelling

mail-settings-problems = de mailinstellingen zijn onbruikbaar
mail-setting-missing = { $setting }: ontbreekt; verwacht: { $expected }
mail-setting-wrong = { $setting }: “{ $found }” gevonden; verwacht: { $expected }
mail-setting-other = { $setting }: { $what }
mail-setting-password-in-the-clear = tls: none zou het wachtwoord leesbaar over het netwerk naar { $host } sturen; verwacht: starttls of implicit, of een server op deze machine
mail-expected-from = het adres waar de mails van komen
mail-expected-mailbox = een adres zoals transition@example.org, of een naam met een adres tussen <>
mail-expected-ascii-domain = één regel tekst, het domein in zijn xn--vorm
mail-expected-transport = smtp, files of memory
mail-expected-host = de naam van de mailserver
mail-expected-tls = starttls, implicit of none
mail-expected-port = een getal van 1 tot 65535
mail-expected-timeout = seconden, van 0,1 tot 3600
mail-expected-hello = de naam van deze machine, zoals ptr.example.org
mail-expected-password = het wachtwoord dat bij user hoort
mail-expected-user = de gebruiker bij wie het wachtwoord hoort
mail-expected-texts = teksten in de vorm van Project Fluent ({ $error })
mail-error-system = { $kind ->
        [not-found] bestand of map bestaat niet
        [permission-denied] toegang geweigerd
        [invalid-data] het is geen tekst in UTF-8
       *[other] { $words }
    }
mail-smtp-unreadable = ca_file { $path }: { $error }; verwacht: een leesbaar PEM-bestand
mail-smtp-no-certificate = ca_file { $path }: geen bruikbaar certificaat ({ $found }); verwacht: PEM-blokken die beginnen met -----BEGIN CERTIFICATE-----
mail-smtp-not-pem = { $bytes } bytes zonder certificaat
mail-smtp-tls = de versleutelde verbinding kan niet worden voorbereid: { $error }

## Wat er mis is met de sjablonen; elke regel begint met het bestand

mail-template-problems = de mailsjablonen zijn onbruikbaar
mail-template = { $template }: { $what }
mail-template-line = { $template }, regel { $line }: { $what }
mail-template-no-mail = geen enkele mail gebruikt een sjabloon met deze naam; verwacht: een van { $known }, of een naam die begint met _
mail-template-undefined = onbekende waarde: “{ $name }”
mail-template-unknown-filter = onbekend filter: “{ $name }”
mail-template-unknown-test = onbekende test: “{ $name }”
mail-template-unknown-function = onbekende functie: “{ $name }”
mail-template-not-found = sjabloon niet gevonden: “{ $name }”
mail-template-syntax = syntaxfout: { $found }
mail-template-engine = { $found }
mail-template-no-text = taal { $language } heeft geen tekst “{ $id }”, of niet met deze waarden; verwacht: een van die in de bestanden van de talen
mail-template-too-many-values = tekst “{ $id }” heeft meer dan { $most } waarden
mail-template-not-an-instant = “{ $found }” is geen tijdstip ({ $error }); verwacht: een tijdstip met zijn verschil met UTC, zoals 2026-11-24T14:30:00+01:00

## Waarom er geen mail is

mail-letter-unknown-step = bericht “{ $key }” gaat over een stap die dry run { $dry_run } niet heeft; hoort het bij een andere dry run?
mail-letter-unknown-kind = er is geen mail voor berichten van het type { $kind }; neem ptr-core en ptr-mail van dezelfde versie
mail-letter-recipient = naar het adres “{ $found }” kan geen mail gaan ({ $why }); verbeter het in het plan
mail-address-missing-parts = wat voor of na @ komt, ontbreekt
mail-address-unbalanced = een punthaak is niet gesloten
mail-address-invalid-user = wat voor @ staat, is ongeldig
mail-address-invalid-domain = wat na @ staat, is ongeldig
mail-address-invalid = het is ongeldig
mail-field-problems = de mail kan niet worden samengesteld
mail-field-attachment-name = de naam van een bijlage
mail-field-control-character = { $field }: “{ $found }” bevat het besturingsteken “{ $character }”; een veld in de kop is één regel tekst, haal het weg
mail-field-too-long = { $field }: { $length } bytes zijn er te veel; verwacht: hoogstens { $most }
mail-field-no-recipient = To: niemand is genoemd; een mail heeft minstens één geadresseerde
mail-field-foreign-domain = From: het domein van “{ $found }” is geen ASCII; schrijf het in zijn xn--vorm
mail-field-date = Date: { $found } valt buiten de jaren 1970 tot 9999 die een mail kan dragen
mail-field-media-type = bijlage “{ $name }”: “{ $found }” is geen mediatype; verwacht: een type zoals application/pdf
mail-field-refused = de mailbibliotheek weigert het bericht: { $found }

## Waarom een mail niet is vertrokken

mail-failed = { $fault }: { $text }
mail-failed-connection = de mailserver is onbereikbaar
mail-failed-encryption = geen vertrouwde versleutelde verbinding met de mailserver
mail-failed-login = de mailserver weigert de aanmelding
mail-failed-sender = de mailserver weigert de afzender
mail-failed-recipient = de mailserver weigert de geadresseerde
mail-failed-message = de mailserver weigert het bericht
mail-failed-storage = de mail kon niet worden geschreven
mail-failed-letter = de mail kon niet worden samengesteld
mail-failed-way = het bericht is niet aangenomen

## The calendar

mail-calendar-state = Toestand: { $state }
mail-calendar-forecast = Verwachting: van { $from } tot { $to }
mail-calendar-actual = Uitgevoerd: van { $from } tot { $to }
mail-calendar-plan = Plan: van { $from } tot { $to }
