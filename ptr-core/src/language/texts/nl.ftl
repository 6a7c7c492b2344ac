# Nederlands: alle zinnen van de kern. Eén regel per bericht, `id = tekst`; wat uit de gegevens komt
# staat tussen accolades, klaar om getoond te worden. Wie aangesproken wordt, wordt met u
# aangesproken.

## Toestanden van een stap

state-Locked = vergrendeld
state-Overdue = te laat
state-Idle = in afwachting
state-Ready = startklaar
state-Open = in uitvoering
state-Terminated = voltooid
state-Planned = gepland
state-skipped = voltooid, overgeslagen
state-abandoned = gepland, vervallen

light-green = op tijd
light-amber = bedreigd
light-red = te laat

## Knoppen

command-start = De stap starten
command-close = De stap afsluiten
command-transfer = De stap overdragen
command-record_defects = De defecten registreren
command-undo_start = De start ongedaan maken
command-reopen = De stap heropenen
command-skip = De stap overslaan
command-remind = Aan de stap herinneren
command-declare_rollback = Een rollback afkondigen
command-withdraw_rollback = De rollback intrekken
command-revise = Plan herzien

## Soorten mails

notice-start = startmail
notice-transfer = overdrachtsmail
notice-transfer-receipt = overdrachtsbevestiging
notice-failure = melding van mislukte verzending
notice-weekly-report = weekrapport
notice-reminder = herinnering
notice-escalation = escalatiemail
notice-transfer-told = overdrachtsbericht
notice-at-risk = melding van vereist einde
notice-estimate-passed = melding van verstreken schatting
notice-reminded = herinnering door het transitieteam
notice-act-told = ingreepbericht

## Rollen

role-assignee = verantwoordelijke
role-coordinator = transitieteam
role-system = systeem

## Kolomkoppen

field-id = Identificatie
field-label = Omschrijving
field-phase = Fase
field-dry_runs = Dry run
field-prerequisites = Voorwaarden
field-start = Uitvoeringsdatum
field-duration = Duur
field-team = Team
field-department = Afdeling
field-contacts = Contactpersonen
field-instructions = Instructies
field-outcomes = Beslissing
field-quorum = Quorum
field-progress = Voortgang

## Hoe een probleem de kolom noemt

column-id = { field-id }
column-label = { field-label }
column-phase = { field-phase }
column-dry_runs = { field-dry_runs }
column-prerequisites = { field-prerequisites }
column-start = { field-start }
column-duration = { field-duration }
column-team = { field-team }
column-department = { field-department }
column-contacts = { field-contacts }
column-instructions = { field-instructions }
column-outcomes = { field-outcomes }
column-quorum = { field-quorum }
column-progress = { field-progress }

## Ernst

severity-error = fout
severity-warning = waarschuwing

## Regels van de controle van het plan

rule-no-schedule = Geen tijdschema mogelijk
rule-unknown-required-end = Onbekend vereist einde
rule-unused-milestone = Ongebruikte mijlpaal
rule-no-duration = Stap zonder duur
rule-no-owner = Stap zonder verantwoordelijke
rule-no-start = Stap zonder datum
rule-no-successor = Stap waar niets op wacht
rule-redundant-prerequisite = Overbodige voorwaarde
rule-starts-before-prerequisite-ends = Begin vóór het einde van een voorwaarde
rule-long-step = Lange stap
rule-long-wait = Lange wachttijd
rule-double-booked = Persoon op twee plaatsen nodig
rule-no-criteria = Beslissing zonder criteria
rule-missing-handover = Overdracht tussen teams zonder verband
rule-rollback-too-late = Rollback te laat

## Aanhalingen en opsommingen

quoted = “{ $text }”
quoted-nothing = (leeg)
list = { $names } en { $last }
list-cut = { $names }… en nog { $left } andere
choice = { $names } of { $last }
choice-cut = { $names }… of nog { $left } andere

## Tijdstippen en duren. De vormen zijn die van strftime; "clock" geeft uren en minuten als er niets
## op volgt.

instant-form = %d/%m/%Y om %H:%M
instant-form-seconds = %d/%m/%Y om %H:%M:%S
instant-with-offset = { $time } (UTC{ $offset })
duration-days = { $count } d
duration-hours = { $count } u
duration-minutes = { $count } min
duration-seconds = { $count } s
duration-clock = %-H u %M
lateness = vertraging van { $length }

## Waar een probleem zich bevindt

problem-at = { $place }: { $problem }
problem-told-once = { $problem } Hetzelfde nog { $further } keer: { $places }.
place-with-step = { $place } (stap { $step })
place-with-column = { $place }, { $column }
place-row = Rij { $row }
place-step = Stap { $step }
at-cell = in { $place }
at-sheet = op het werkblad { $place }
at-row = in rij { $row }
in-dry-runs = in { $count ->
    [one] dry run
   *[other] de dry runs
  } { $dry_runs }

## Problemen van een plan: gevonden waarde, wat er verwacht werd, wat u kunt doen

problem-duplicate-id = de identificatie { $id } komt al voor { $place }, terwijl elke stap een eigen identificatie nodig heeft. Wijzig een van beide of verwijder de overbodige rij.
problem-malformed-id = { $found } is geen identificatie van een stap. Verwacht: { $expected }. Verbeter ze hier en in de voorwaarden die ernaar verwijzen.
problem-missing-id = de rij is ingevuld maar heeft geen identificatie. Geef de stap er een of maak de rij leeg.
problem-missing-value = een verplichte waarde ontbreekt. Vul ze in.
problem-missing-value-in = een verplichte waarde ontbreekt. Vul { $column } in.
problem-unknown-prerequisite = geen enkele stap van het plan heeft de identificatie { $found }. Verbeter ze of voeg de ontbrekende stap toe.
problem-unknown-prerequisite-similar = geen enkele stap van het plan heeft de identificatie { $found }. Bedoelde u { $similar }?
problem-unknown-prerequisite-parts = geen stap van het plan heeft het id { $found }. Zijn het meerdere id's? Scheid ze als een lijst: { $parts }.
problem-own-prerequisite = de stap is zijn eigen voorwaarde en zou nooit kunnen beginnen. Verwijder hem uit zijn voorwaarden.
problem-repeated-prerequisite = de voorwaarde { $id } wordt meermaals vermeld. Eén keer volstaat.
problem-unknown-outcome = { $count ->
    [0] de uitkomst { $found } wordt gevraagd van { $decision }, die geen beslissing is. Geef die stap uitkomsten, bijvoorbeeld GO; NO-GO, of noem alleen { $decision }.
   *[other] de beslissing { $decision } biedt de uitkomst { $found } niet. Haar uitkomsten: { $known }. Vraag er een van, of voeg deze aan de beslissing toe.
  }
problem-contradictory-outcomes = twee uitkomsten van { $decision } worden tegelijk gevraagd, { $first } en { $second }, en er wordt er maar één genomen. Vraag er één, of noem alleen { $decision } als elke uitkomst goed is.
problem-outcome-left-out = de beslissing { $decision } wordt niet genomen{ $where }, en de uitkomst { $outcome } geldt daar als genomen. Voeg de beslissing toe of haal de stap weg als dat niet de bedoeling is.
problem-bad-outcome = { $found } kan geen uitkomst van een beslissing zijn. Verwacht: { expected-outcome }.
problem-single-outcome = een beslissing heeft minstens twee uitkomsten, en deze heeft er maar één: { $found }. Geef de andere, bijvoorbeeld GO; NO-GO, of maak de cel leeg als de stap geen beslissing is.
problem-repeated-outcome = de uitkomst { $found } staat er twee keer, afgezien van hoofdletters. Eén keer is genoeg.
problem-quorum-without-outcomes = er wordt een quorum van { $quorum } gevraagd, en de stap is geen beslissing. Geef hem uitkomsten, bijvoorbeeld GO; NO-GO, of verwijder het quorum.
problem-quorum-out-of-reach = het quorum is { $quorum }, en { $people ->
    [0] niemand heeft
    [one] één persoon heeft
   *[other] { $people } personen hebben
  } deze beslissing te nemen. Geef een quorum van minstens 1 en hoogstens zoveel personen, of voeg contacten toe.
problem-cycle = deze stappen wachten in een kring op elkaar en geen enkele zou kunnen beginnen: { $path }. Elke stap is een voorwaarde van de volgende. Verwijder een van deze voorwaarden.
problem-unknown-phase = de fase { $found } bestaat niet. Fasen van het plan: { $count ->
    [0] geen
   *[other] { $known }
  }. Verbeter ze of voeg ze toe aan de fasen van het plan.
problem-unknown-dry-run = de dry run { $found } bestaat niet. Dry runs van het plan: { $count ->
    [0] geen
   *[other] { $known }
  }. Verbeter hem of voeg hem toe aan de dry runs van het plan.
problem-unknown-team = het team { $found } staat niet bij de actoren. Teams van het plan: { $count ->
    [0] geen
   *[other] { $known }
  }. Verbeter de naam of voeg het team toe aan de actoren.
problem-unknown-milestone = de mijlpaal { $found } staat niet bij de datums. Mijlpalen van het plan: { $count ->
    [0] geen
   *[other] { $known }
  }. Verbeter de naam of voeg de mijlpaal toe aan de datums.
problem-duplicate-name = verschillende { $what ->
    [phase] fasen
    [milestone] mijlpalen
    [team] teams
   *[environment] omgevingen
  } heten { $name }. Geef ze een andere naam of behoud er maar één.
problem-ambiguous-name = { $what ->
    [phase] de fase
    [dry_run] de dry run
    [milestone] de mijlpaal
    [team] het team
    [department] de afdeling
    [sheet] het blad
   *[environment] de omgeving
  } { $found } kan elk van deze namen zijn, die er alleen in hoofdletters, accenten of spaties van verschillen: { $names }. Schrijf de naam precies zoals hij in de lijst staat.
problem-similar-names = { $what ->
    [phase] de fasen
    [dry_run] de dry runs
    [milestone] de mijlpalen
    [team] de teams
    [department] de afdelingen
    [sheet] de bladen
   *[environment] de omgevingen
  } { $first } en { $second } verschillen alleen in hoofdletters, accenten of spaties en tellen als twee. Schrijf ze gelijk als het er één is, hernoem anders een van beide.
problem-no-steps = de werkmap bevat geen enkele stap. Controleer welk werkblad gelezen wordt en vanaf welke rij.
problem-unreadable-date = { $found } is geen datum. Verwacht: { $expected }.
problem-naive-instant = { $found } heeft geen tijdzone en kan er een uur of twee naast zitten. Geef er een op (met PyMongo: tz_aware=True), of zeg hoe zulke datums bedoeld zijn: naive="plan" voor de klokken van { $zone }, naive="utc" voor UTC.
problem-too-many-dry-runs = het plan noemt { $found } dry runs en mag er hoogstens { $most } hebben. Verwijder wat er geen is.
problem-leap-second = de datum { $found } valt in een schrikkelseconde, die klokken niet tonen. Geef de seconde ervoor of erna op.
problem-not-writable = de waarde { $found } van { $path } zou niet gelijk teruggelezen worden uit een document. Geef een eindig getal, een datum in de jaren 1 tot 9999 zonder schrikkelseconde, of een tekst op.
problem-date-out-of-range = de datum { $found } valt buiten de kalender (jaren 1 tot 9999). Verbeter hem.
problem-unreadable-duration = { $found } is geen duur. Verwacht: { $expected }.
problem-negative-duration = de duur { $found } is negatief. Geef een duur van nul of meer op.
problem-bad-address = { $found } is geen mailadres. Verwacht: één enkel adres, zoals anne.lemaire@grid.example, of de naam van één persoon op het werkblad van de actoren.
problem-wrong-value = { $found } past hier niet. Verwacht: { $expected }.
problem-error-cell = de cel bevat de fout { $found } van het rekenblad. Verbeter de formule of typ de waarde in.
problem-not-calculated = de cel bevat een formule die nooit berekend is. Open de werkmap in een rekenbladprogramma en bewaar ze, of typ de waarde in.
problem-stray-text = de rij bevat enkel { $found }, zonder identificatie van een stap, en wordt niet als stap gelezen. Vul ze aan als het een stap is.
problem-id-alone = de rij bevat alleen het id { $found }, waarop geen stap wacht, en wordt niet als stap gelezen. Vul haar aan als het er een is.
problem-in-further-column = in de kolom { $column }, die het plan alleen bewaart: { $problem } Noem de kolom onder ignore in de configuratie om haar weg te laten.
problem-missing-sheet = het werkblad { $expected } ontbreekt. Werkbladen van de werkmap: { $count ->
    [0] geen
   *[other] { $known }
  }. Voeg het toe of geef zijn naam op in de configuratie.
problem-missing-heading = de kolomkop { $expected } ontbreekt. Kolomkoppen van het werkblad: { $count ->
    [0] geen
   *[other] { $known }
  }. Voeg de kolom toe of geef haar naam op in de configuratie.
problem-no-headings = geen rij met kolomkoppen gevonden ({ $wanted ->
    [0] de configuratie noemt elke kolom met haar letter
   *[other] gezocht: { $expected }
  }). De rij met de meeste teksten: { $count ->
    [0] geen
   *[other] { $known }
  }. Geef de kolomkoppen in de configuratie, of first_row, de eerste rij met gegevens: de koppen staan dan in de rij erboven.
problem-ambiguous-heading = de kolomkop { $heading } komt meermaals voor ({ $cells }). Geef de overbodige kolommen een andere naam.
problem-starts-before-prerequisite = de stap is vroeger gedateerd dan zijn voorwaarde { $prerequisite }{ $where }. Controleer beide datums.
problem-in-no-dry-run = de stap zit in geen enkele dry run en zal nooit uitgevoerd worden. Neem hem op in een dry run als dat een vergetelheid is.
problem-no-start = de stap heeft geen uitvoeringsdatum{ $where } en kan nooit startklaar worden. Geef een datum op.
problem-clock-change = de plaatselijke tijd { $found } { $change ->
    [gap] bestaat niet, omdat de klok vooruitgaat
   *[fold] bestaat tweemaal, omdat de klok achteruitgaat
  }. In plaats daarvan geldt { $taken }{ $where }. Kies een andere tijd als dat niet de bedoeling is.
problem-required-end-too-early = de mijlpaal { $milestone }, waarvoor { $phase ->
    [none] het plan
   *[other] fase { $phase }
  } beëindigd moet zijn, is in dry run { $dry_run } gedateerd op { $found }, en de eerste stap begint op { $begins }. Geef hem een latere datum.
problem-required-end-of-unknown-phase = de mijlpaal { $milestone } eist een einde van de fase { $found }, die niet bestaat. Fasen van het plan: { $count ->
    [0] geen
   *[other] { $known }
  }. Verbeter ze of voeg ze toe aan de fasen van het plan.
problem-sets-without-contingency = fase { $phase } bepaalt de mijlpaal { $milestone }, maar alleen de afkondiging van een rollback bepaalt er een. Maak er een terugvalfase van, of laat weg wat ze bepaalt.
problem-sets-two-milestones = fase { $phase } bepaalt de mijlpaal { $first } al en kan geen tweede bepalen, { $second }. Noem de fase bij slechts één van de twee.
problem-waits-for-contingency = de stap wacht op { $prerequisite }, uit een terugvalfase, en blijft geblokkeerd zolang er geen rollback is afgekondigd. Verwijder deze voorwaarde als dat niet de bedoeling is.
problem-number-as-ids = de cel bevat het getal { $found }, gelezen als { $taken }. Als dat niet de bedoeling is, typ de identificaties dan als tekst, gescheiden door puntkomma's.
problem-ambiguous-number = de cel bevat het getal { $found }, dat { $readings } kan zijn. Typ de identificaties als tekst, gescheiden door puntkomma's.
problem-ambiguous-list = de cel bevat { $found }, wat { $readings } kan zijn: al deze identificaties bestaan. Scheid meerdere identificaties met puntkomma's, en geef een stap waarvan de identificatie een komma of puntkomma bevat een andere.
problem-unsupported-link = { $found } is meer dan een voorwaarde: { $link ->
    [start-start] de stap zou beginnen zodra { $prerequisite } begonnen is
    [finish-finish] de stap zou eindigen zodra { $prerequisite } beëindigd is
    [start-finish] de stap zou eindigen zodra { $prerequisite } begonnen is
   *[finish-start] de stap zou beginnen zodra { $prerequisite } beëindigd is
  }{ $lag ->
    [blank] {""}
   *[other] {", "}met een verschuiving van { $lag }
  }. { $kept ->
    [yes] Het wordt bewaard als tekst van de stap en telt niet{ $link ->
       *[finish-start] : alleen { $prerequisite } zonder verschuiving is een voorwaarde
        [start-start] {""}
        [finish-finish] {""}
        [start-finish] {""}
      }.
   *[no] Een stap van het plan begint zodra zijn voorwaarden beëindigd zijn. Vermeld enkel { $prerequisite } als dat volstaat, of een andere stap; links: warning in de configuratie bewaart het als tekst.
  }
problem-distant-date = de datum { $found } ligt jaren van alle andere (de dichtste is { $nearest }). Controleer het jaar.
problem-swapped-dates = de kolom bevat datums als tekst en echte datums ({ $cells }), waarvan geen enkele na de 12e valt: een rekenblad kan dag en maand verwisseld hebben. { $found } zou dan { $swapped } zijn. Controleer ze.
problem-ambiguous-team = het team { $found } bestaat in meerdere afdelingen ({ $departments }), en de stap zegt niet in welke: zijn contactpersonen zijn die van de eerste. Geef de afdeling van de stap op.
problem-unread-column = de kolom { $heading } wordt als een verdere kolom bewaard, en niet gelezen als { $column }. Is ze zo bedoeld, noem ze dan onder steps.columns in de configuratie.
problem-unused-times = de uren in de kolom { $heading } tellen niet: niets voegt ze bij de datums. Zet datum en uur in één cel{ $named ->
    [yes] , of noem de kolom onder steps.columns.time in de configuratie
   *[no] {""}
  }.
problem-struck-through = doorgestreepte tekst telt zoals alle andere ({ $cells }). Maak leeg wat niet telt.
problem-hidden-cells = verborgen rijen en kolommen tellen zoals alle andere ({ $cells }). Maak leeg wat niet telt.
problem-rounded-cells = sommige cellen bevatten decimalen die hun opmaak niet toont, en die tellen ({ $cells }). Toon ze, of typ het bedoelde getal.
problem-empty-column = de configuratie noemt kolom { $column } onder { $key }, en het blad heeft daar niets. Controleer de letter, of zet de kolom op null.
problem-several-sheets = meerdere bladen zijn mogelijk: { $read } wordt gelezen, en niet { $others }. Geef de naam in de configuratie als een ander blad bedoeld is.
problem-heading-rows = { $count ->
    [one] één rij is een titel van de rijen eronder en geen stap
   *[other] { $count } rijen zijn titels van de rijen eronder en geen stappen
  }: { $rows }. Wijzig sections in de configuratie als dat niet zo is.
problem-rows-left-out = { $why ->
    [above] { $count ->
        [one] één rij tussen de koppen en first_row wordt niet gelezen
       *[other] { $count } rijen tussen de koppen en first_row worden niet gelezen
      }, vanaf deze. Wijzig first_row in de configuratie als ze bij de tabel horen.
    [below] { $count ->
        [one] één rij onder het einde van de tabel wordt niet gelezen
       *[other] { $count } rijen onder het einde van de tabel worden niet gelezen
      }, vanaf deze. Wijzig last_row in de configuratie als ze erbij horen.
   *[errors] { $count ->
        [one] één rij wordt niet gelezen
       *[other] { $count } rijen worden niet gelezen
      }, vanaf deze: te veel cellen erboven zijn fout. Verbeter ze en laad de werkmap opnieuw.
  }
problem-no-table-end = { $mark ->
    [list] geen lijst van het blad (wat Excel een tabel noemt) heeft deze koppen
   *[border] de eerste rij van de tabel heeft geen randen
  }: niets zegt waar de tabel eindigt. Wijzig last_row in de configuratie: een nummer, blank, list of border.
problem-yet-to-be-said = { $found } staat in de plaats van een waarde die nog moet worden gegeven, en telt als leeg. Geef ze op; als het er een is, haal dan { $found } uit placeholders in de configuratie.

## Wat de controle van het plan vindt, en wat eraan te doen is

finding-no-schedule = er kan geen tijdschema worden gemaakt{ $where }: stap { $step } valt erbuiten, en elke stap die erop wacht zou in de plaats op al zijn voorwaarden wachten, samen meer dan { $most } paren.
finding-unknown-required-end = de regels noemen { $found } als vereist einde, en die mijlpaal bestaat niet. Mijlpalen van het plan: { $count ->
    [0] geen
   *[other] { $known }
  }.
finding-unused-milestone = geen enkele stap is gedateerd volgens de mijlpaal { $milestone }, terwijl andere dat volgens de hunne wel zijn.
finding-no-duration = de stap heeft geen duur en telt als meteen gedaan, zodat alles wat volgt vroeger lijkt dan het kan zijn.
finding-no-owner = de stap heeft geen team en geen contactpersoon, en niemand krijgt bericht als hij startklaar is.
finding-no-start = de stap heeft geen uitvoeringsdatum{ $where } en kan nooit startklaar worden.
finding-no-successor = niets wacht op de stap, en hij is niet de laatste van zijn fase: niemand merkt het als hij te laat is of vergeten wordt.
finding-redundant-prerequisite = { $count ->
    [one] de voorwaarde { $prerequisites } volgt uit de andere: { $path }.
   *[other] de voorwaarden { $prerequisites } volgen uit de andere, de eerste zo: { $path }.
  }
finding-starts-before-prerequisite-ends = de stap begint { $by } voor het einde van zijn voorwaarde { $prerequisite }{ $where }.
finding-long-step = de stap duurt { $duration }, dat is meer dan { $longest }: pas aan het einde blijkt of hij op tijd is.
finding-long-wait = de stap begint { $wait } na het einde van { $prerequisite }, zijn laatste voorwaarde{ $where }; dat is meer dan { $longest }.
finding-double-booked = { $person } is op hetzelfde moment nodig voor deze stap en voor { $others }{ $where }.
finding-no-criteria = de benaming spreekt van een beslissing ({ $word }), en de instructies zeggen niet waarop die berust: ze zijn leeg.
finding-missing-handover = stap { $after } van { $from } is gedaan als deze van { $to } begint{ $where }, en geen van beide wacht op de andere.
finding-rollback-too-late = een rollback zou pas { $late } na { $milestone } klaar zijn, terwijl dat tegen die mijlpaal moet{ $where }; het langste pad duurt { $length }.

cure-no-schedule = Laat de dry run stap { $step } uitvoeren, of laat er minder stappen op wachten.
cure-unknown-required-end = Verbeter required_end in de regels, of voeg de mijlpaal toe aan de datums.
cure-unused-milestone = Dateer de stappen waarvoor { $milestone } bedoeld is volgens die mijlpaal, of verwijder hem.
cure-no-duration = Geef hem een duur: een eerste schatting is beter dan geen.
cure-no-owner = Noem zijn team, of het mailadres van iemand.
cure-no-start = Geef hem een datum, of een afstand tot een mijlpaal.
cure-no-successor = Maak er een voorwaarde van voor de stap die hem nodig heeft, of voor de laatste van zijn fase.
cure-redundant-prerequisite = Verwijder { $prerequisites } uit de voorwaarden: de volgorde blijft dezelfde.
cure-starts-before-prerequisite-ends = Begin hem { $by } later, of verkort { $prerequisite }, of verwijder de voorwaarde als het er geen is.
cure-long-step = Splits hem waar onderweg iets kan worden nagegaan.
cure-long-wait = Begin hem vroeger, of noem de voorwaarde waarop hij echt wacht.
cure-double-booked = Verplaats een van de stappen, of noem iemand anders.
cure-no-criteria = Schrijf de criteria op, wie beslist, en wat uit elk antwoord volgt.
cure-missing-handover = Maak van { $after } een voorwaarde als { $to } met dat werk verdergaat; zeg anders waarvoor de ene dient en waarop de andere wacht.
cure-rollback-too-late = Beslis vroeger, verkort het langste pad, of verplaats { $milestone }.

## Onmogelijke regels van de controle

rules-unknown-key = { $key } is geen sleutel van de regels: verwacht werd een van { $keys }
rules-severity = { $key }: { $found } is geen ernst: verwacht werd error, warning of off
rules-length = { $key }: { $found } is geen tijdsduur: verwacht werd ISO 8601 zoals PT8H of P2D, niet onder nul
rules-truth = { $key }: { $found } is noch true noch false
rules-texts = { $key }: { $found } is geen lijst van teksten
rules-milestone = { $key }: { $found } is geen naam van een mijlpaal: verwacht werd een tekst, of null voor geen

## Wat er verwacht werd, na "Verwacht:"

expected-pattern = een tekst van de vorm { $pattern }
expected-one-line = één regel tekst, zonder spaties vooraan of achteraan
expected-outcome = één regel tekst zonder puntkomma, komma of gelijkteken, bijvoorbeeld GO
expected-text = een tekst
expected-texts = een lijst van teksten
expected-real-date = een echte datum (een cel met datumopmaak), geen tekst en geen getal
expected-date-format = een datum, of een tekst in het formaat { $format }
expected-date = een datum
expected-date-or-milestone = een datum, of een mijlpaal ({ $known }) met of zonder verschuiving
expected-offset = een verschuiving na de mijlpaal, bijvoorbeeld J0 + 2 h of J0 - 5 j
expected-duration = een duur, bijvoorbeeld 1 h 30, 90 min of 2 j
expected-date-of-number = een echte datum. Als datum is dit getal { $date }: geef de cel een datumopmaak, of zet number_dates aan in de configuratie
expected-one-duration = een duur die maar op één manier te lezen is, en niet { $readings }
expected-time-of-day = een uur, bijvoorbeeld 22:30, naast een datum zonder uur
expected-count = een geheel aantal personen, minstens 1
expected-mark = een markering, bijvoorbeeld x, of niets
expected-one-of = een van deze waarden: { $values }
expected-email = één enkel adres, bijvoorbeeld anne.lemaire@grid.example
expected-moment = een datum volgens ISO 8601, bijvoorbeeld 2026-03-28T22:00:00, met of zonder verschil met UTC, zonder schrikkelseconde (23:59:60)
expected-digest = een SHA-256-vingerafdruk, 64 hexadecimale cijfers

## Projectie van een plan, herneming van een geschiedenis

schedule-unknown-dry-run = Het plan heeft geen dry run { $found }. Dry runs van het plan: { $count ->
    [0] geen
   *[other] { $known }
  }.
schedule-too-many-replaced = Dry run { $dry_run } laat stap { $step } weg, en elke stap die erop wacht zou op al zijn voorwaarden wachten: meer dan { $most } paren samen. Laat de dry run de stap uitvoeren.
schedule-shift-too-far = Een verschuiving van { $shift } brengt stap { $step } buiten de kalender (jaren 1 tot 9999). Verschuif minder.
invalid-step-id = { $found } is geen identificatie van een stap (verwacht: { $expected })
invalid-dry-run = { $found } is geen naam van een dry run (verwacht: { $expected })
invalid-phase-code = { $found } is geen fasecode (verwacht: { $expected })
invalid-outcome = { $found } is geen uitkomst van een beslissing (verwacht: { $expected })
invalid-email = { $found } is geen mailadres (verwacht: { $expected })
invalid-moment = { $found } is geen tijdstip (verwacht: { $expected })
invalid-digest = { $found } is geen vingerafdruk: verwacht { $expected }
invalid-state = { $found } is geen toestand (verwacht: { $expected })
invalid-language = { $found } is geen bekende taal (verwacht: { $expected })
invalid-language-code = { $found } is geen taalcode (verwacht: een code van ISO 639, bijvoorbeeld “nl”)
invalid-language-text = de teksten van taal { $code } zijn onleesbaar: { $lines }
invalid-language-line = regel { $line } ({ $found }): { $error }
invalid-language-lines = { $first }; { $then }
invalid-language-token = “{ $token }” ontbreekt
other-schedule = Het eerdere beeld hoort bij een ander uitvoeringsschema. Vergelijk beelden van hetzelfde schema.
invalid-spread = { $shortest }, { $likeliest }, { $longest } vormen geen spreiding. Verwacht: drie oplopende delen van de geplande duur, van 0 tot { $most }; geef 0.9, 1 en 2 voor een stap die tussen 90 % en het dubbele van zijn tijd kan duren.
simulation-draws = { $found } trekkingen zijn er te veel. Verwacht: hoogstens { $most }.
simulation-threads = { $found } threads zijn er te veel. Verwacht: hoogstens { $most }.
simulation-instants = { $found } te bewaren tijdstippen zijn er te veel: één per trekking voor het geheel, elke fase en elke gevolgde stap. Verwacht: hoogstens { $most }; trek minder vaak of volg minder stappen.
supposition-unknown-team = Geen enkele stap van de dry run wordt door het team { $found } uitgevoerd. Teams van zijn stappen: { $count ->
    [0] geen
   *[other] { $known }
  }. Verbeter de naam.
supposition-terminated = Stap { $step } is voltooid, dus valt er niets anders meer over te veronderstellen. Veronderstel iets over de stappen erna.
supposition-decision = Stap { $step } is een beslissing en kan dus niet worden overgeslagen. Veronderstel liever de uitkomst, of wanneer hij eindigt.
supposition-unknown-outcome = { $count ->
    [0] Stap { $step } is geen beslissing en kan de uitkomst { $found } dus niet hebben. Laat de uitkomst weg.
   *[other] De beslissing { $step } heeft geen uitkomst { $found }. Geef een van haar uitkomsten: { $outcomes }.
  }
supposition-abandoned = Stap { $step } is vervallen door een beslissing, dus er kan niets over verondersteld worden. Veronderstel een andere uitkomst van de beslissing.
supposition-under-way = Stap { $step } is in uitvoering en kan dus niet worden overgeslagen. Veronderstel liever wanneer hij eindigt.
supposition-asleep = Stap { $step } slaapt tot er een rollback wordt afgekondigd, dus valt er niets over te veronderstellen. Kondig eerst de rollback af.
supposition-not-expected = Stap { $step } wacht op een stap die slaapt, dus wordt er geen einde van verwacht. Veronderstel dat hij wordt overgeslagen, of kondig eerst de rollback af.
supposition-negative-duration = Stap { $step } kan niet { $found } duren. Geef een duur op die niet negatief is.
supposition-named-twice = { $name } wordt twee keer genoemd. Veronderstel één zaak per stap en per team.
replay-gap-first = De geschiedenis begint met gebeurtenis { $found }. Gebeurtenis { $expected } ontbreekt.
replay-gap = Gebeurtenis { $found } volgt op gebeurtenis { $before }. Gebeurtenis { $expected } ontbreekt.
replay-wrong-order = Gebeurtenis { $found } staat op de plaats van gebeurtenis { $expected }. Elke gebeurtenis moet één keer voorkomen, in volgorde.
replay-unknown-step = Gebeurtenis { $seq } gaat over stap { $step }, die niet in dry run { $dry_run } zit. Is dit de geschiedenis van een andere dry run?
replay-missing-plan = Gebeurtenis { $seq } herziet het plan, en plan { $plan } is niet meegegeven. Geef het met de geschiedenis mee.
replay-unschedulable = Gebeurtenis { $seq } herziet het plan, en het nieuwe plan kan niet worden uitgevoerd: { $why }
chain-altered = Gebeurtenis { $seq } is niet die welke is vastgelegd, of vlak daarvoor is een gebeurtenis verloren of verplaatst. Neem de geschiedenis uit een back-up.
chain-altered-among = Een van de gebeurtenissen { $first } tot { $seq } is niet die welke is vastgelegd, of een ervan is verloren of verplaatst. Neem de geschiedenis uit een back-up.
chain-cut = De geschiedenis eindigt met gebeurtenis { $version }, terwijl ze minstens tot gebeurtenis { $expected } ging. Neem ze uit een back-up.
chain-other = Tot gebeurtenis { $version } is de geschiedenis niet die waarvan de getuige is bewaard. Neem ze uit een back-up.
replay-impossible = Gebeurtenis { $seq } ({ $fact }) kan niet op de vorige volgen: { $why }.
contradiction-no-author = ze vermeldt niet van wie ze komt
contradiction-not-started = stap { $step } is niet gestart
contradiction-open = stap { $step } is in uitvoering
contradiction-terminated = stap { $step } is voltooid
contradiction-rollback = er is al een rollback afgekondigd
contradiction-no-rollback = er is geen rollback afgekondigd

## Het verschil tussen twee plannen, en conflicten waar twee mensen er één hebben gewijzigd

difference-settings = Plan: { $changes }.
difference-added = { $what ->
    [step] { $count ->
        [one] Stap
       *[other] Stappen
      }
    [phase] { $count ->
        [one] Fase
       *[other] Fasen
      }
    [milestone] { $count ->
        [one] Mijlpaal
       *[other] Mijlpalen
      }
    [actor] { $count ->
        [one] Team
       *[other] Teams
      }
   *[environment] { $count ->
        [one] Omgeving
       *[other] Omgevingen
      }
  } toegevoegd: { $names }.
difference-removed = { $what ->
    [step] { $count ->
        [one] Stap
       *[other] Stappen
      }
    [phase] { $count ->
        [one] Fase
       *[other] Fasen
      }
    [milestone] { $count ->
        [one] Mijlpaal
       *[other] Mijlpalen
      }
    [actor] { $count ->
        [one] Team
       *[other] Teams
      }
   *[environment] { $count ->
        [one] Omgeving
       *[other] Omgevingen
      }
  } verwijderd: { $names }.
difference-changed = { $what ->
    [step] Stap
    [phase] Fase
    [milestone] Mijlpaal
    [actor] Team
   *[environment] Omgeving
  } { $name }: { $changes }.
difference-field = { $field } { $before } → { $after }
difference-and = {"; "}
difference-nothing = (niets)
difference-yes = ja
difference-no = nee
difference-in-dry-run = { $date } ({ $dry_run })
difference-contingency = Terugvalfase
difference-team-leader = Teamleider
difference-deputies = Plaatsvervangers
difference-head-of-department = Afdelingshoofd
difference-timezone = Tijdzone
difference-dry-runs = Dry runs
conflict = { $what ->
    [step] Stap
    [phase] Fase
    [milestone] Mijlpaal
    [actor] Team
   *[environment] Omgeving
  } { $name }, { $field }: de waarde was { $base } en is aan de ene kant { $ours } geworden, aan de andere kant { $theirs }. Kies een van de twee.
conflict-setting = { $field }: de waarde was { $base } en is aan de ene kant { $ours } geworden, aan de andere kant { $theirs }. Kies een van de twee.
conflict-removed-here = { $what ->
    [step] Stap
    [phase] Fase
    [milestone] Mijlpaal
    [actor] Team
   *[environment] Omgeving
  } { $name } is hier verwijderd, terwijl aan de andere kant { $field } van { $base } naar { $changed } is gegaan. Zet het terug of laat die wijziging vallen.
conflict-removed-there = { $what ->
    [step] Stap
    [phase] Fase
    [milestone] Mijlpaal
    [actor] Team
   *[environment] Omgeving
  } { $name } is aan de andere kant verwijderd, terwijl hier { $field } van { $base } naar { $changed } is gegaan. Zet het terug of laat die wijziging vallen.
foreign-base-ours = Het uitgangsplan heeft geen enkele stap gemeen met het huidige plan. Geef het plan waar beide van komen.
foreign-base-theirs = Het uitgangsplan heeft geen enkele stap gemeen met het andere plan. Geef het plan waar beide van komen.
foreign-base-written-from = De werkmap is geschreven vanuit plan { $found }, en het uitgangsplan is { $expected }. Geef het plan waar de werkmap van komt.

## Wat er gebeurd is, naast het tijdstip

event-by = door { $by }
event-by-team = door { $by } ({ $role })
event-by-team-for = door { $by } ({ $role }) namens { $person }
event-started = gestart{ $by }
event-closed = afgesloten{ $by }
event-closed-saying = afgesloten{ $by }: { $reason }
event-decided = afgesloten met { $outcome }{ $by }
event-decided-saying = afgesloten met { $outcome }{ $by }: { $reason }
event-voted = stem voor { $outcome }{ $by }
event-voted-saying = stem voor { $outcome }{ $by }: { $reason }
event-transferred = overgedragen aan { $to }{ $by }
event-transferred-saying = overgedragen aan { $to }{ $by }: { $message }
event-defects_recorded = defecten geregistreerd{ $by }: { $text }
event-defects_blocking = blokkerende defecten geregistreerd{ $by }: { $text }
event-defects_cleared = defecten gewist{ $by }
event-start_undone = start ongedaan gemaakt{ $by }: { $reason }
event-reopened = heropend{ $by }: { $reason }
event-reopened-late = heropend{ $by }: { $reason }, terwijl { $successors } al gestart { $count ->
    [one] was
   *[other] waren
  }
event-skipped = overgeslagen{ $by }: { $reason }
event-reminded = herinnering{ $by }
event-reminded-saying = herinnering{ $by }: { $message }
event-rollback_declared = rollback afgekondigd{ $by }: { $reason }
event-rollback_withdrawn = rollback ingetrokken{ $by }: { $reason }
event-plan_revised = plan herzien{ $by }, vingerafdruk { $plan }
event-plan_revised-because = plan herzien{ $by }: { $reason }, vingerafdruk { $plan }
event-notice_sent = mail verzonden: { $key }
event-notice_sent-to = { $mail } verzonden naar { $recipient }
event-notice_sent-by-way = { $mail } verzonden naar { $recipient } via { $way }
event-notice_failed = { $mail } niet afgeleverd bij { $recipient }: { $error }
event-notice_failed-by-way = { $mail } niet afgeleverd bij { $recipient } via { $way }: { $error }

## Waarom een stap staat waar hij staat

step-with-state = { $step } ({ $state })
done = op { $at }
done-by = op { $at } door { $by }
explanation = Op { $at } is stap { $step } { $state }.
explanation-ready = Op { $at } is stap { $step } { $state }; hij kan gestart worden.
explanation-open = Op { $at } is stap { $step } { $state }, gestart { $done }.
explanation-terminated = Op { $at } is stap { $step } { $state }, afgesloten { $done }.
explanation-skipped = Op { $at } is stap { $step } { $state }, overgeslagen { $done }: { $reason }.
explanation-blocked = Zijn defecten blokkeren hem, geregistreerd { $since }; niemand heeft geschat tot wanneer.
explanation-blocked-until = Zijn defecten blokkeren hem, geregistreerd { $since }, volgens de schatting tot { $until }.
explanation-blocked-overdue = Zijn defecten blokkeren hem, geregistreerd { $since }; dat had maar tot { $until } mogen duren, en die schatting is verstreken.
explanation-waits = { $count ->
    [one] Hij wacht nog op een voorwaarde: { $steps }.
   *[other] Hij wacht nog op { $count } voorwaarden: { $steps }.
  }
explanation-held = { $count ->
    [one] De hele keten wordt opgehouden door { $steps }.
   *[other] De hele keten wordt opgehouden door { $count } stappen: { $steps }.
  }
explanation-outcomes = { $quorum ->
    [one] Het is een beslissing, af te sluiten met een van deze uitkomsten: { $outcomes }.
   *[other] Het is een beslissing; { $quorum } personen moeten het eens zijn over een van deze uitkomsten: { $outcomes }.
  }
explanation-decided = De uitkomst is { $outcome }. { $count ->
    [0] Niemand heeft gestemd.
    [one] Stem: { $votes }.
   *[other] Stemmen: { $votes }.
  }
explanation-votes = { $count ->
    [one] Eén stem is uitgebracht: { $votes }.
   *[other] { $count } stemmen zijn uitgebracht: { $votes }.
  }
explanation-missing = { $count ->
    [one] Eén stem ontbreekt: { $missing }.
   *[other] { $count } stemmen ontbreken: { $missing }.
  }
explanation-split = Alle stemmen zijn uitgebracht en geen enkele uitkomst heeft er genoeg. Iemand moet zijn stem wijzigen, of het transitieteam moet mee stemmen.
vote = { $by } voor { $outcome }
vote-saying = { $by } voor { $outcome } ({ $reason })
condition-asleep = De terugvalfase { $phase } is niet actief zolang er geen rollback is afgekondigd.
condition-abandoned = Hij is vervallen: { $decision } had afgesloten moeten worden met { $asked }, en werd afgesloten met { $taken }.
condition-abandoned-undecided = Hij is vervallen: { $decision } had afgesloten moeten worden met { $asked }, en werd afgesloten zonder uitkomst.
condition-open-prerequisite = De voorwaarde { $step } is niet voltooid.
condition-start-not-reached = Zijn uitvoering is gepland op { $at }.
condition-no-start = Het plan geeft hem geen uitvoeringsdatum; zonder datum zal hij nooit startklaar zijn.
condition-beyond-horizon = Hij wordt pas vergrendeld vanaf { $at }.

## Waarom het verwachte einde verschoof

cause-began-late = { $step } is later begonnen dan mogelijk was: { $moved }.
cause-began-early = { $step } is vroeger begonnen dan verwacht: { $moved }.
cause-not-begun = { $step } kan beginnen en is niet begonnen: { $moved }.
cause-took-longer = { $step } heeft langer geduurd dan gepland: { $moved }.
cause-took-less = { $step } heeft korter geduurd dan gepland: { $moved }.
cause-decided = { $step } is beslist: { $moved }.
cause-blocked = De schatting tot wanneer de defecten van { $step } hem blokkeren is geregistreerd: { $moved }.
cause-unblocked = De defecten van { $step } blokkeren hem niet meer: { $moved }.
cause-skipped = { $step } is overgeslagen: { $moved }.
cause-reopened = { $step } is heropend: { $moved }.
cause-rollback-declared = Er is een rollback afgekondigd: { $moved }.
cause-rollback-withdrawn = De rollback is ingetrokken: { $moved }.
cause-plan-revised = Het plan is herzien: { $moved }.
cause-start-undone = De start van { $step } is ongedaan gemaakt: { $moved }.
drift-later = het einde valt { $amount } later
drift-earlier = het einde valt { $amount } vroeger

## Waarom een verzoek geweigerd wordt

refusal-unknown-step = Stap { $found } bestaat niet in het plan. Controleer de identificatie.
refusal-unknown-step-in = Stap { $found } zit niet in dry run { $dry_run }. Controleer de identificatie en de dry run.
refusal-not-an-address = { $found } is geen mailadres. Geef één enkel adres op, zoals anne.lemaire@grid.example.
refusal-not-assigned = Het adres { $by } mag deze stap niet wijzigen, want hij is { $count ->
    [0] aan niemand toegewezen. Neem contact op met het transitieteam.
   *[other] toegewezen aan { $assignees }. Vraag om hem aan u over te dragen.
  }
refusal-not-coordinator = Alleen het transitieteam mag dit doen, en het adres { $by } hoort daar niet bij. Neem contact op met het transitieteam.
refusal-not-ready = Alleen een startklare stap kan gestart worden, en deze is { $state }.
refusal-already-open = De stap is al in uitvoering: hij werd gestart { $done }.
refusal-already-terminated = De stap is al voltooid: hij werd { $how ->
    [skipped] overgeslagen
   *[closed] afgesloten
  } { $done }.
refusal-not-open = Alleen een stap in uitvoering kan afgesloten worden, en deze is { $state }.
refusal-not-open-ready = Alleen een stap in uitvoering kan afgesloten worden, en deze is { $state }. Start hem eerst.
refusal-missing-outcome = De stap is een beslissing. Sluit hem af met een van zijn uitkomsten: { $outcomes }.
refusal-unknown-outcome = { $count ->
    [0] De stap is geen beslissing en heeft geen uitkomst { $found }. Sluit hem af zonder uitkomst.
   *[other] De beslissing biedt de uitkomst { $found } niet. Sluit haar af met een van haar uitkomsten: { $outcomes }.
  }
refusal-decision-not-skipped = Een beslissing kan niet overgeslagen worden, want niets zou zeggen wat erop volgt. Sluit haar af met een van haar uitkomsten: { $outcomes }.
refusal-abandoned = De stap kan niet overgeslagen worden.
refusal-asleep = De terugvalfase { $phase } is niet actief zolang er geen rollback is afgekondigd. Kondig hem eerst af.
refusal-not-started = Alleen de start van een stap in uitvoering kan ongedaan gemaakt worden, en deze is { $state }.
refusal-successors-started = { $count ->
    [one] Een stap die erop volgt, is al gestart: { $steps }. Maak eerst die start ongedaan.
   *[other] { $count } stappen die erop volgen, zijn al gestart: { $steps }. Maak eerst die starts ongedaan.
  }
refusal-not-terminated = Alleen een voltooide stap kan heropend worden, en deze is { $state }.
refusal-transfer-to-self = De stap kan niet overgedragen worden aan { $by }, die zelf om de overdracht vraagt. Geef het adres van iemand anders op.
refusal-missing-reason = Er is geen reden opgegeven. Geef er een op.
refusal-missing-defects = Defecten die de stap blokkeren hebben geen tekst. Zeg wat hem blokkeert.
refusal-estimate-without-block = De schatting { $until } is opgegeven, maar de defecten blokkeren de stap niet. Zeg dat ze hem blokkeren, of laat de schatting weg.
refusal-estimate-not-ahead = De defecten kunnen de stap niet tot { $until } blokkeren. Geef een schatting na { $at }, tot het jaar 9999, of geen.
refusal-rollback-already-declared = Er is al een rollback afgekondigd sinds { $at }.
refusal-no-rollback-declared = Er is geen rollback afgekondigd.
refusal-contingency-under-way = { $count ->
    [one] Een terugvalstap is in uitvoering of voltooid: { $steps }. De rollback is begonnen en wordt niet meer ingetrokken; is de stap per vergissing begonnen, heropen hem dan en maak eerst zijn start ongedaan.
   *[other] { $count } terugvalstappen zijn in uitvoering of voltooid: { $steps }. De rollback is begonnen en wordt niet meer ingetrokken; zijn ze per vergissing begonnen, heropen ze dan en maak eerst hun start ongedaan.
  }
refusal-no-contingency = Deze dry run heeft geen terugvalstap; er is geen rollback om af te kondigen.
refusal-recorded-steps-removed = { $count ->
    [one] Het nieuwe plan bevat een stap niet meer waarvoor al iets geregistreerd is: { $steps }. Zet hem terug in het plan.
   *[other] Het nieuwe plan bevat { $count } stappen niet meer waarvoor al iets geregistreerd is: { $steps }. Zet ze terug in het plan.
  }
refusal-open-steps-asleep = { $count ->
    [one] Een stap in uitvoering hoort in het nieuwe plan bij een terugvalfase, en er is geen rollback afgekondigd: { $steps }. Sluit hem eerst af, of laat hem in zijn fase.
   *[other] { $count } stappen in uitvoering horen in het nieuwe plan bij een terugvalfase, en er is geen rollback afgekondigd: { $steps }. Sluit ze eerst af, of laat ze in hun fase.
  }
refusal-rollback-without-contingency = Er is een rollback afgekondigd sinds { $at }, en het nieuwe plan heeft geen terugvalstap in deze dry run. Trek eerst de rollback in, of behoud terugvalstappen.
refusal-unknown-plan = Geen plan heeft de vingerafdruk { $plan }. Geef eerst dat plan.
refusal-foreign-plan = Het nieuwe plan heeft geen enkele stap van dry run { $dry_run }: het is het plan van iets anders. Controleer het bestand.
refusal-open-prerequisites-added = { $count ->
    [one] In het nieuwe plan wacht een stap die al gestart is op een stap die niet beëindigd is: { $steps }. Verwijder die voorganger.
   *[other] In het nieuwe plan wachten { $count } stappen die al gestart zijn op stappen die niet beëindigd zijn: { $steps }. Verwijder die voorgangers.
  }
refusal-open-prerequisite-of = { $step } (wacht op { $prerequisite })
refusal-clock-ahead = De klok van de machine die dit verwerkt, loopt voor: ze geeft { $at } aan, en de klok waarmee ze vergeleken wordt { $clock }. Het verschil mag { $tolerance } zijn. Waarschuw het transitieteam, zodat de machine gelijkgezet wordt.

## Tekeningen

drawing-legend = Legende
drawing-continued = { $title } (vervolg)
drawing-description = Stappen: { $steps }. Lijnen: { $lines }, elk van een voorwaarde naar de stap die erop wacht.
drawing-description-states = Stappen: { $steps }, elk met zijn toestand. Lijnen: { $lines }, elk van een voorwaarde naar de stap die erop wacht.
timeline = tijdlijn
timeline-now = nu
timeline-end-as-planned = verwacht einde { $end }, zoals gepland
timeline-end-late = verwacht einde { $end }, { $by } later dan gepland
timeline-end-early = verwacht einde { $end }, { $by } vroeger dan gepland
timeline-no-end = niets meer te verwachten
timeline-description = Stappen met een eigen rij: { $rows }. Samen getekend: { $folded }. Voor of na de periode: { $outside }.
timeline-terminated = { $terminated } / { $steps } voltooid
timeline-folded = { $steps } samen getekend
timeline-outside = { $steps } buiten de periode
timeline-no-team = Zonder team
timeline-nobody = Zonder verantwoordelijke
timeline-others = { $groups ->
    [one] { $groups } andere
   *[other] { $groups } andere
  }
timeline-unexpected = Niet actief of vervallen, of achter zo'n stap
timeline-undated = Zonder geplande datum ({ $steps }): { $ids }
timeline-clock-change = klok verzet naar UTC{ $offset }
timeline-plan = plan
timeline-actual = uitgevoerd
timeline-forecast = verwachting, in de kleur van de toestand
timeline-slack = speling
timeline-critical = kritieke pad
timeline-milestone = mijlpaal
timeline-required-end = vereist einde
timeline-together = samen getekende stappen
timeline-weekdays = ma di wo do vr za zo
timeline-months = januari februari maart april mei juni juli augustus september oktober november december
timeline-window = een tijdlijn die begint op { $since } kan niet eindigen op { $until } (UTC). Geef een later einde of een vroeger begin.
tick-time = %H:%M
tick-weekday = { $weekday } { $day }
tick-date = %d/%m
tick-full-date = %d/%m/%Y
tick-full-day = { $weekday } { $date }
tick-month-of-year = { $month } { $year }

## Wat serde zegt van gegevens die niet passen

data-wrong-type = { $found } gevonden; verwacht: { $expected }
data-wrong-value = { $found } gevonden; verwacht: { $expected }
data-unknown-field = onbekende sleutel “{ $found }”; verwacht: { $known }
data-unknown-variant = “{ $found }” gevonden; verwacht: { $known }
data-missing-field = sleutel { $name } ontbreekt
data-duplicate-field = sleutel { $name } staat er twee keer
data-similar = { $what }; bedoelde u { $similar }?
data-at = { $what } (regel { $line }, kolom { $column })
data-name = { $name }
data-one-of = een van { $names }
data-found-string = “{ $value }”
data-found-integer = { $value }
data-found-float = { $value }
data-found-boolean = { $value }
data-sequence = een lijst
data-map = sleutels met waarden
data-null = null
data-a-string = een tekst
data-a-boolean = true of false
data-a-map = sleutels met waarden
data-a-sequence = een lijst
data-u32 = een geheel getal, minstens 0
data-u64 = een geheel getal, minstens 0
data-f64 = een getal
data-supposition = een stap met ends, lasts, outcome of skipped: true, of een team met late
data-duration = een duur volgens ISO 8601, bijvoorbeeld PT1H30M of PT5400S
data-length = een duur boven nul, bijvoorbeeld PT30M
data-share = een aandeel van 0 tot 1
