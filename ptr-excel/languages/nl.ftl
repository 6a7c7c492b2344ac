### De teksten van werkmappen.
###
### Een bericht dat schrijfwijzen opsomt, geeft er een of meer per regel, gescheiden door
### puntkomma's. De regels gaan van de beste naar de minste: de eerste die een blad kent, geldt, en
### haar schrijfwijzen zijn gelijkwaardig. Een streepje houdt de plaats van een lege regel.
### Hoofdletters, accenten, spaties en leestekens tellen niet. De allereerste schrijfwijze is die
### welke werkmappen schrijven.

## Bladen

workbook-sheet-summary = Overzicht
workbook-sheet-forecast = Prognose
workbook-sheet-checks = Controles
workbook-sheet-timeline = Tijdlijn
workbook-sheet-review = Evaluatie
workbook-sheet-comparison = Vergelijking
workbook-sheet-steps =
    Stappen
    Stappen-acties
    -
    Acties
    -
    Taken
workbook-sheet-actors =
    Actoren
    Uitvoerders
    -
    Teams
    Ploegen
workbook-sheet-dates =
    Datums
    Mijlpalen
workbook-sheet-environments = Omgevingen

## Kolommen van de stappen

workbook-column-steps-id =
    Identificatie
    ID
    -
    Stap-ID
    -
    Stap
    Code
    Taak-ID
    Stapnummer; Nummer van de stap
    -
    -
    WBS-code; WBS-nummer; Overzichtsnummer
workbook-column-steps-label =
    Omschrijving
    Titel
    Naam
    Taaknaam; Taak
    -
    Actie
    Samenvatting
workbook-column-steps-phase = Fase; Fasen
workbook-column-steps-dry_runs =
    Dry run; Dry runs
    Repetities; Repetitie
workbook-column-steps-prerequisites =
    Voorwaarden; Voorwaarde
    Voorgangers; Voorganger
    Afhankelijkheden; Afhankelijkheid; Afhankelijk van
workbook-column-steps-start =
    Uitvoeringsdatum
    Startdatum; Start; Begindatum; Begin
    Datum
    Geplande datum; Geplande uitvoeringsdatum
workbook-column-steps-duration = Duur
workbook-column-steps-team =
    Team
    Ploeg
    Verantwoordelijk team; Uitvoerend team
    Uitvoerder
workbook-column-steps-department =
    Afdeling
    Dienst
    Verantwoordelijke afdeling; Uitvoerende afdeling
workbook-column-steps-instructions =
    Beschrijving
    Instructies; Instructie
    Werkwijze
workbook-column-steps-outline_level = Overzichtsniveau; WBS-niveau
workbook-column-steps-contacts =
    Contactpersonen; Contactpersoon; Contacten; Contact
    Mails; Mail
    E-mails; E-mail
    E-mailadressen; E-mailadres
workbook-column-steps-outcomes =
    Beslissing; Beslissingen
    Uitkomsten; Uitkomsten van de beslissing
workbook-column-steps-quorum = Quorum
# Het begin van de kop van een datum voor één dry run: 'Datum FDR1'.
workbook-start-in = Datum

## Kolommen van de actoren

workbook-column-actors-team =
    Team
    Ploeg
    Uitvoerder
    Actor
workbook-column-actors-department =
    Afdeling
    Dienst
workbook-column-actors-team_leader_mail = Mail teamleider
workbook-column-actors-department_head_mail = Mail afdelingshoofd

## Kolommen van de mijlpalen en de omgevingen

workbook-column-dates-milestone =
    Mijlpaal; Mijlpalen
    Identificatie
    ID
    Code
    -
    Naam
    Gebeurtenis
    Omschrijving
workbook-column-dates-dry_run =
    Dry run; Dry runs
    Repetitie; Repetities
workbook-column-dates-date = Datum; Datums
workbook-column-dates-required_end = Vereist einde; Uiterste einde
workbook-column-dates-set_by = Bepaald door
workbook-column-environments-environment =
    Omgeving; Omgevingen
    Naam
    Toepassing; Toepassingen
    Omschrijving

## Woorden waaruit de koppen van mailadressen en de namen van dry runs bestaan

workbook-words-mail = mail
workbook-words-team = team; ploeg
workbook-words-department = afdeling; dienst; directie; departement
workbook-words-leader = leider; verantwoordelijke; ploegbaas
workbook-words-head = hoofd
workbook-words-manager = manager; directeur
workbook-words-dry-run = FDR; DR; Dry run; Repetitie; Generale repetitie
workbook-words-time = tijd; uur; tijdstip

## Woorden in cellen; de eerste eenheid is die welke werkmappen schrijven

workbook-words-yes = ja; waar; ok
workbook-words-no = nee; neen; onwaar; n.v.t.
# Wat in de plaats van een waarde zegt dat er geen is, of dat ze nog komt.
workbook-words-none = n.v.t.; nvt; niet van toepassing; geen
workbook-words-to-come = nog te bepalen; n.t.b.; ntb; nog in te vullen; [Datum]; [Uur]; [Naam]; [Team]; [Verantwoordelijke]; dd/mm/jjjj
# Hoe de omschrijving van een rij met een som begint.
workbook-words-total = Totaal; Subtotaal; Eindtotaal; Som
workbook-words-months =
    januari; februari; maart; april; mei; juni; juli; augustus; september; oktober; november; december
workbook-unit-second = s; sec; seconde; seconden
workbook-unit-minute = min; minuut; minuten
workbook-unit-hour = h; u; uur; uren
workbook-unit-day = d; dag; dagen
workbook-unit-week = w; week; weken

## Toestanden

workbook-state-Locked = vergrendeld
workbook-state-Overdue = te laat
workbook-state-Idle = in afwachting
workbook-state-Ready = startklaar
workbook-state-Open = in uitvoering
workbook-state-Terminated = voltooid
workbook-state-Planned = gepland
workbook-state-abandoned = vervallen

## Berekende kolommen van de statuswerkmap

workbook-computed-state = Toestand
workbook-computed-start = Geplande start
workbook-computed-end = Gepland einde
workbook-computed-lateness = Vertraging
workbook-computed-started = Gestart op
workbook-computed-started-by = Gestart door
workbook-computed-terminated = Voltooid op
workbook-computed-terminated-by = Voltooid door
workbook-computed-assignees = Toegewezen aan
workbook-computed-defects = Defecten
workbook-computed-blocked = Geblokkeerd tot
workbook-blocked-without-estimate = zonder schatting
workbook-computed-open-prerequisites = Openstaande voorwaarden
workbook-computed-why = Waarom
workbook-outside = niet in { $dry_run }
# Een datumvorm van strftime.
workbook-instant = %d/%m/%Y %H:%M
workbook-why-skipped = Overgeslagen: { $reason }
workbook-why-roots = Alles wacht op: { $roots }.
workbook-why-asleep = Fase { $phase } is niet actief zolang er geen rollback is afgekondigd.
workbook-why-start = Start gepland op { $at }.
workbook-why-no-start = Het plan geeft geen datum.

## Overzicht

workbook-summary-head = { workbook-summary-title } — { $dry_run }
workbook-summary-as-of = Stand op { $at } ({ $zone })
workbook-summary-rollback = Rollback afgekondigd op { $at }
workbook-summary-more = … + { $rest }: { $sheet }
workbook-summary-title = Transitieplan
workbook-summary-overall = Voortgang
workbook-summary-total = Stappen
workbook-summary-terminated = Voltooid
workbook-summary-skipped = waarvan overgeslagen
workbook-summary-progress = Voortgang
workbook-summary-late = Te laat
workbook-summary-asleep = Niet actief
workbook-summary-abandoned = Vervallen
workbook-summary-by-state = Per toestand
workbook-summary-share = Aandeel
workbook-summary-count = Stappen
workbook-summary-by-phase = Per fase
workbook-summary-by-team = Per team
workbook-summary-by-department = Per afdeling
workbook-summary-nobody = (niet opgegeven)
workbook-summary-act-now = Nu te doen
workbook-summary-nothing-to-do = Geen enkele stap is startklaar of in uitvoering.
workbook-summary-behind = Achter op schema
workbook-summary-nothing-behind = Geen enkele stap loopt achter op schema.
workbook-summary-defects = Geregistreerde defecten
workbook-summary-no-defects = Er zijn geen defecten geregistreerd.
workbook-page = Pagina

## Prognose

workbook-forecast-head = Prognose — { $dry_run }
workbook-forecast-ends = Verwachte eindes
workbook-forecast-light = Licht
workbook-forecast-planned = Gepland einde
workbook-forecast-expected = Verwacht einde
workbook-forecast-likely = Waarschijnlijk (80 %)
workbook-forecast-delay = Afwijking (min)
workbook-forecast-required = Vereist einde
workbook-forecast-required-ends = Vereiste eindes
workbook-forecast-milestone = Mijlpaal
workbook-forecast-of = Van
workbook-forecast-chance = Kans
workbook-forecast-margin = Marge (min)
workbook-forecast-decide-by = Rollback af te kondigen voor
workbook-forecast-decide-by-likely = … met 80 % kans
workbook-forecast-too-late = te laat voor een rollback
workbook-forecast-causes = Waarom het einde verschoven is sinds { $since }
workbook-forecast-amount = Effect (min)
workbook-forecast-cause = Oorzaak
workbook-forecast-to-decide = Komende beslissingen
workbook-forecast-expected-at = Verwacht op
workbook-forecast-decided = Genomen beslissingen
workbook-forecast-at = Datum
workbook-forecast-decision = Beslissing
workbook-forecast-more = … + { $rest }

## Controles

workbook-checks-severity = Ernst
workbook-checks-found = Bevinding
workbook-checks-cure = Remedie
workbook-checks-rule = Regel
workbook-checks-none = Niets te melden.

## Tijdlijn

workbook-timeline-slot = Een kolom staat voor { $length }.
workbook-timeline-expected = verwacht
workbook-timeline-known = werkelijk en verwacht
workbook-timeline-start = Start
workbook-timeline-end = Einde
workbook-timeline-delay = Vertraging
workbook-timeline-milestones = Mijlpalen

## Evaluatie

workbook-review-level = Niveau
workbook-review-whole = Geheel
workbook-review-step = Stap
workbook-review-planned-start = Geplande start
workbook-review-planned-end = Gepland einde
workbook-review-expected-start = Bij aanvang verwachte start
workbook-review-expected-end = Bij aanvang verwacht einde
workbook-review-actual-start = Werkelijke start
workbook-review-actual-end = Werkelijk einde
workbook-review-reaction = Reactie (min)
workbook-review-planned-work = Gepland werk (min)
workbook-review-work = Werkelijk werk (min)
workbook-review-cost = Kost voor het einde (min)
workbook-review-path = Bepaalde het einde

## Vergelijking van uitvoeringen

workbook-comparison-planned = Gepland (min)
workbook-comparison-reaction = { $dry_run }: reactie (min)
workbook-comparison-work = { $dry_run }: werk (min)
workbook-comparison-cost = { $dry_run }: kost voor het einde (min)
workbook-comparison-duration = Te plannen duur (min)
workbook-comparison-shortest = Kortst (min)
workbook-comparison-longest = Langst (min)

## Invoerhulp van het sjabloon: een titel van hoogstens 32 tekens, een tekst van hoogstens 255

workbook-hint-steps-id =
    Identificatie
    Uniek in het hele plan, bijvoorbeeld CO00000001.
workbook-hint-steps-label =
    Omschrijving
    Wat de stap doet, op één regel.
workbook-hint-steps-phase =
    Fase
    De code van de fase, te kiezen uit de lijst.
workbook-hint-steps-dry_runs =
    Dry runs
    De dry runs die de stap uitvoeren, gescheiden door puntkomma's: FDR1; Live.
workbook-hint-steps-prerequisites =
    Voorwaarden
    De identificaties van de stappen die eerst voltooid moeten zijn, gescheiden door puntkomma's. Leeg: geen.
workbook-hint-steps-start =
    Uitvoeringsdatum
    Een datum (27/03/2027 08:00), of een mijlpaal van het blad met datums met een verschuiving: J0, J0 + 2 h, J0 - 5 d.
workbook-hint-steps-time =
    Uur
    Het uur van het begin, op de datum van de andere kolom: 08:00.
workbook-hint-steps-duration =
    Duur
    Bijvoorbeeld 1:30, 1 h 30, 90 min of 2 d.
workbook-hint-steps-duration_unit =
    Eenheid
    De eenheid van de duur: min, h of d.
workbook-hint-steps-team =
    Team
    Een van de teams van het blad met actoren.
workbook-hint-steps-department =
    Afdeling
    De afdeling van het team.
workbook-hint-steps-contacts =
    Contactpersonen
    De mailadressen van wie de stap uitvoert, gescheiden door puntkomma's.
workbook-hint-steps-outcomes =
    Beslissing
    De uitkomsten van een beslissing, gescheiden door puntkomma's: GO; NO-GO. Een voorwaarde mag er één vragen: CO00000083 = GO. Leeg: de stap is geen beslissing.
workbook-hint-steps-quorum =
    Quorum
    Hoeveel personen het eens moeten zijn over een uitkomst. Leeg: één is genoeg.
workbook-hint-steps-instructions =
    Beschrijving
    Hoe de stap wordt uitgevoerd, zo nodig op meerdere regels.
workbook-hint-actors-team =
    Team
    De naam van het team, zoals de stappen die geven.
workbook-hint-actors-department =
    Afdeling
    De afdeling van het team.
workbook-hint-actors-team_leader_mail =
    Mailadres
    Dat van de teamleider, dan die van de vervangers, met puntkomma's ertussen. Zij krijgen de mails over de stappen van het team.
workbook-hint-actors-department_head_mail =
    Mailadres
    Dat van het afdelingshoofd, dat verwittigd wordt als het team achterblijft.
workbook-hint-dates-milestone =
    Mijlpaal
    Een korte naam, waarmee de datums van de stappen ernaar verwijzen: J0.
workbook-hint-dates-dry_run =
    Dry run
    De dry run waarin de mijlpaal deze datum heeft.
workbook-hint-dates-date =
    Datum
    Een datum en een uur: 27/03/2027 08:00.
workbook-hint-dates-required_end =
    Vereist einde
    x als het hele plan tegen deze mijlpaal beëindigd moet zijn, of de code van de fase die dat moet zijn. Leeg: niets.
workbook-hint-dates-set_by =
    Bepaald door
    De code van de terugvalfase waarvan de afkondiging de datum van de mijlpaal bepaalt. Leeg: geen.
workbook-hint-environments-environment =
    Omgeving
    De naam van de omgeving of de toepassing.
workbook-hint-in-dry-run =
    In deze dry run
    Wat er in deze dry run voor dient: machine, versie.

## Voorbeeld van het sjabloon

workbook-example-team-1 = Marktrelaties
workbook-example-team-2 = Toegangsregister
workbook-example-department-1 = Markt
workbook-example-department-2 = Informatiesystemen
workbook-example-mail-1 = leider.markt@voorbeeld.example
workbook-example-mail-2 = leider.register@voorbeeld.example
workbook-example-head = directeur@voorbeeld.example
workbook-example-step-1 = Voorbeeld: de leveranciers verwittigen dat de uitwisselingen stoppen
workbook-example-step-2 = Voorbeeld: de uitwisselingen met het oude register stoppen
workbook-example-step-3 = Voorbeeld: het nieuwe register laden
workbook-example-instructions-1 = Deze drie rijen tonen hoe het blad wordt ingevuld: vervang ze door die van u.
workbook-example-instructions-2 =
    1. De wachtrij leegmaken.
    2. De inkomende stromen stoppen.
    3. Het uur noteren.
workbook-example-instructions-3 = Begint twee uur na mijlpaal J0, zodra de vorige stap is voltooid.
workbook-example-environment = Register
workbook-example-rehearsed = acceptatie
workbook-example-live = productie

## Leesfouten

workbook-about = { $place }: { $what }
workbook-unreadable = gevonden: "{ $found }", verwacht: { $expected }
workbook-error-io =
    het bestand kan niet worden geopend: { $kind ->
        [not-found] het bestaat niet
        [permission-denied] toegang geweigerd
        [is-a-directory] het is een map
       *[other] { $error }
    }; controleer het pad en de toegangsrechten
workbook-error-empty = het bestand is leeg; sla de werkmap opnieuw op
workbook-error-not-a-workbook = dit is { $found } en geen werkmap; sla het plan op als .xlsx (worden ook gelezen: .xlsm, .xlsb, .xls, .ods, .csv)
workbook-error-encrypted = de werkmap is versleuteld; verwijder het wachtwoord en sla ze opnieuw op
workbook-error-truncated = het bestand stopt voor zijn einde ({ $detail }); kopieer of download het opnieuw
workbook-error-damaged = de werkmap is beschadigd ({ $detail }); open ze in een rekenbladprogramma en sla ze opnieuw op
workbook-error-no-sheet = de werkmap heeft geen blad; sla het plan opnieuw op vanuit een rekenbladprogramma
workbook-error-too-large = { $what } vragen er { $found }, de limiet is { $limit }; { $cure }
workbook-error-outside-sheet = blad "{ $sheet }" plaatst een cel in { $cell }, buiten A1:XFD1048576; open de werkmap in een rekenbladprogramma en sla ze opnieuw op
workbook-error-not-a-cell = "{ $found }" is geen naam van een cel; verwacht: een naam tussen A1 en XFD1048576

workbook-layout = indeling: { $what }
workbook-layout-at = indeling: { $key }: { $what }
workbook-layout-ids-twice = id's worden alleen gemaakt waar geen kolom ze geeft; haal `columns.id` weg of deze sleutel
workbook-layout-phase-twice = fase "{ $code }" staat er twee keer; één keer volstaat
workbook-layout-pattern = "{ $found }" gevonden; verwacht: { $expected }
workbook-layout-pattern-why = "{ $found }" gevonden; verwacht: { $expected } ({ $why })
workbook-expected-column = een kolomkop zoals "Identifiant", een kolomletter zoals "C", of null
workbook-expected-date-format = een datumnotatie zoals %d/%m/%Y %H:%M, met dag, maand en jaar
workbook-expected-no-epoch = een datum zoals mensen die lezen: %s telt seconden sinds 1970
workbook-expected-no-zone-name = een datumnotatie zonder %Z, die geen verschil met UTC noemt: gebruik %z
workbook-expected-fraction = %f na een punt, zoals in %S.%f
workbook-expected-expression = een reguliere expressie zoals [A-Z]{"{"}2{"}"}[0-9]{"{"}8{"}"}
workbook-expected-heading-rule = een van bold, outline, no-owner, alone en total, of een tabel van column en is
workbook-expected-last-row = een rij van 1 tot 1048576, `blank` voor de laatste vóór een lege rij, `list` voor die van een lijst (een tabel van Excel), of `border` voor de laatste met randen
workbook-expected-mapping = sleutels met waarden
workbook-expected-mapping-or-null = sleutels met waarden, of null
workbook-expected-phase = een fasecode zoals "CO", of de sleutels code, contingency, label en sets met hun waarden
workbook-expected-row = een rij van 1 tot 1048576
workbook-expected-sheet = de naam van een blad
workbook-expected-zone = een tijdzone met haar IANA-naam, zoals Europe/Brussels

workbook-found-pdf = een pdf
workbook-found-web-page = een webpagina
workbook-found-xml-2003 = een werkmap in het XML-formaat van 2003
workbook-found-xml = een XML-bestand
workbook-found-document = een tekstdocument
workbook-found-compressed = een gecomprimeerd archief
workbook-found-picture = een afbeelding
workbook-found-text = een tekstbestand
workbook-found-other = een bestand van een andere soort
workbook-found-word = een Word-document
workbook-found-powerpoint = een PowerPoint-presentatie
workbook-found-outlook = een Outlook-bericht
workbook-found-office = een Office-bestand zonder werkmap
workbook-found-open-document = een OpenDocument-bestand van een andere soort
workbook-found-zip = een zip-archief

workbook-limit-file = de bytes van het bestand
workbook-limit-unpacked = de uitgepakte bytes van het bestand
workbook-limit-part = de bytes van één onderdeel
workbook-limit-parts = de onderdelen van het bestand
workbook-limit-rows = de rijen van een blad
workbook-limit-cells = de cellen
workbook-limit-rectangles = de cellen van de bladen
workbook-limit-texts = de teksten van de cellen
workbook-limit-formulas = de formules van de cellen
workbook-limit-merged = de samengevoegde cellen
workbook-limit-sections = de stappen die op hele secties wachten
workbook-cure-sections = laat stappen wachten op de laatste van een sectie
workbook-cure-smaller = verwijder afbeeldingen en bladen die niet bij het plan horen
workbook-cure-alone = bewaar het plan alleen, in een eigen werkmap
workbook-cure-xlsx = sla de werkmap op als .xlsx, dat cel per cel wordt gelezen

## Schrijffouten

workbook-unfit-text-too-long = de tekst telt { $length } tekens, een cel bevat er hoogstens { $longest }; kort de tekst in of verplaats hem naar een document waarnaar de stap verwijst
workbook-unfit-no-place = het plan bevat iets waarvoor de indeling geen plaats heeft; geef "{ $key }" een andere waarde dan null
workbook-unfit-contingency = fase "{ $phase }" zou teruggelezen worden als een gewone; vermeld ze in "phases" van de indeling met "contingency: true"
workbook-unfit-no-room-for-headings = de eerste gegevensrij van de indeling is rij 1, die de koppen nodig hebben; zet "first_row" op 2 of meer
workbook-unfit-sheet-name = geen enkel blad kan deze naam dragen; geef het blad een andere naam van hoogstens 31 tekens
workbook-unfit-sheet-too-small = er zijn { $rows } rijen en { $columns } kolommen nodig, een blad heeft er { $most_rows } en { $most_columns }; splits het plan
workbook-write-io =
    de werkmap kan niet worden geschreven: { $kind ->
        [not-found] de map bestaat niet
        [permission-denied] toegang geweigerd
        [is-a-directory] het is een map
       *[other] { $error }
    }; controleer de map en de toegangsrechten
workbook-write-failed = de werkmap kan niet worden samengesteld: { $error }

## Waarom een indeling wordt voorgesteld

workbook-words-end = einde; eind; tot
workbook-words-rollback = terugval; terugdraaien
workbook-words-block = blok; blokken; lot; loten
workbook-holds-ids = een korte tekst, op elke rij een andere
workbook-holds-references = identificaties van rijen erboven
workbook-holds-dates = datums
workbook-holds-durations = duren
workbook-holds-mails = mailadressen
workbook-holds-people = namen van personen van wie het blad met actoren het adres geeft
workbook-holds-dry-runs = namen van dry runs
workbook-holds-phases = codes van fasen
workbook-holds-groups = blokken rijen met dezelfde tekst
workbook-holds-teams = teams
workbook-holds-few-names = enkele namen, telkens weer
workbook-holds-departments = afdelingen
workbook-holds-labels = een korte tekst op elke rij
workbook-holds-long-texts = lange teksten
workbook-holds-names = de namen van waar de andere kolommen over gaan
workbook-holds-times = tijdstippen, naast datums die er geen hebben
workbook-holds-units = eenheden van duren
workbook-holds-levels = hoe diep rijen in een overzicht liggen
workbook-holds-day-numbers = dagen geteld vanaf een mijlpaal
workbook-holds-outcomes = de uitkomsten die voorgangers vragen
workbook-because-sheet-name = het blad heeft de naam waaraan deze tabel te herkennen is
workbook-because-sheet-headings = het blad heeft koppen waaraan deze tabel te herkennen is: { $found }
workbook-because-sheet-content = de cellen van het blad bevatten wat deze tabel bevat: { $holds }
workbook-because-no-sheet = geen blad lijkt op deze tabel
workbook-because-known-heading = de kop "{ $heading }" is bekend
workbook-because-likely-heading = de kop "{ $heading }" bevat de woorden waaraan de kolom te herkennen is
workbook-because-content = kolom "{ $heading }" bevat { $holds }: { $count } van { $of } cellen
workbook-because-dry-run-headings = één kolom per dry run: { $found }
workbook-because-no-column = geen kolom lijkt erop
workbook-because-other-content = de kop "{ $heading }" is bekend, maar de cellen eronder bevatten iets anders; verbeter de cellen of noem de juiste kolom
workbook-because-other-columns = deze kolommen zouden ook passen: { $found }; noem de juiste
workbook-because-ids-alike = alle { $count } identificaties hebben deze vorm; een identificatie van een andere vorm wordt gemeld
workbook-because-ids-differ = de identificaties hebben geen gemeenschappelijke vorm, dus elke tekst is er een; bekijk deze: { $found }
workbook-because-odd-ones = deze lijken niet op de andere, en het laden zal ze melden: { $found }; verbeter ze, of verander de sleutel als ze zo bedoeld zijn
workbook-because-phases-as-they-come = de fasen in de volgorde waarin de stappen ze noemen: { $found }
workbook-because-contingency = fase "{ $phase }" lijkt bedoeld voor als het misgaat: haar stappen slapen tot een terugval wordt afgekondigd; zo niet, laat "contingency" weg
workbook-because-text-dates = { $count } van { $of } datums die als tekst zijn opgeslagen hebben deze vorm, zoals "{ $example }"
workbook-because-day-or-month = in "{ $example }" zijn dag en maand misschien verwisseld; zo ja, schrijf { $other }
workbook-because-other-dates = geen enkele vorm leest alle datums die als tekst zijn opgeslagen; verbeter deze: { $found }
workbook-because-number-dates = er staan gewone getallen waar datums worden verwacht: { $example }; zijn het er geen, laat de sleutel dan weg
workbook-because-unit-in-heading = de kop "{ $heading }" noemt de eenheid
workbook-because-unit-unknown = duren zijn gewone getallen zoals { $example }, en niets noemt hun eenheid: seconden, minuten, uren of dagen
workbook-because-made-ids = geen kolom bevat id's; kolom `{ $heading }` noemt rijen bij { $by ->
    [row] hun nummer in het blad
    [outline] hun nummer in het overzicht
   *[position] hun plaats in de tabel
  }: { $count } van { $of } voorgangers
workbook-because-row-numbers = geen kolom bevat id's, en niets noemt rijen: ze heten naar hun nummer in het blad; noem de kolom van de id's als er een is
workbook-because-sections = deze rijen zien eruit als titels van andere en niet als stappen: { $found }; laat de regel weg als het stappen zijn
workbook-because-table-end = vanaf rij { $below } staat iets anders, dat niet gelezen wordt; laat de sleutel weg als het bij de stappen hoort
workbook-because-as-above = in kolom "{ $heading }" zijn { $count } van { $of } cellen leeg, en geen waarde komt twee keer na elkaar: een lege cel zegt wat de cel erboven zegt; zegt ze niets, laat de sleutel dan weg
workbook-because-placeholders = deze teksten houden de plaats van waarden die nog gegeven moeten worden: { $found }; haal uit de lijst wat een waarde is
workbook-because-links = deze zeggen meer dan een voorganger kan, en worden als teksten van hun stappen bewaard: { $found }
workbook-because-no-outcomes = deze voorgangers vragen een uitkomst, en geen kolom geeft die van hun beslissingen: { $found }; voeg een kolom met uitkomsten toe, of noem de juiste
workbook-because-day-numbers = datums tellen dagen, en `{ $milestone }` is de enige mijlpaal
workbook-because-zone = een werkmap zegt niet in welke tijdzone haar datums bedoeld zijn: { $zone } wordt aangenomen
