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
mail-report-no-defects = Er zijn geen defecten geregistreerd.
mail-report-phases = Voortgang per fase
mail-report-phase = Fase
mail-report-progress = Voortgang
mail-report-workbook = De bijgevoegde werkmap ({ $files }) geeft de toestand van elke stap.
mail-report-page = De overzichtspagina, altijd actueel:
mail-report-page-current = De overzichtspagina is altijd actueel.
mail-report-open = Het overzicht openen
mail-report-question = Beantwoord deze mail als u vragen hebt.
