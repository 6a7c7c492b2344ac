# What the Python module says itself in Dutch: what is wrong with its arguments, and the words of the
# command line. All else is said by the other crates.

## What is wrong with an argument, or with a part of one

argument-at = { $place }: { $what }
argument-unexpected = { $place }: { $found } gevonden; verwacht: { $expected }
argument-missing = { $place }: { $name } ontbreekt in { $found }
argument-one-text = { $place }: één tekst { $found } gevonden; verwacht: meerdere, in een lijst
argument-not-a-setting = { $place }: { $found } is niets dat een configuratie kan bevatten
argument-too-deep = { $place }: lijsten en sleutels met waarden zitten te diep in elkaar
argument-key-no-text = { $place }: sleutel { $found } is geen tekst
argument-file = { $kind ->
        [NotFound] dit bestand bestaat niet
        [PermissionDenied] de toegang tot dit bestand is geweigerd
        [IsADirectory] dit is een map
        [InvalidData] dit is geen tekst in UTF-8
       *[other] { $words }
    }
argument-naive-instant = { $place } is een datum zonder tijdzone ({ $found }): geef er een, bijvoorbeeld { $place }.replace(tzinfo=zoneinfo.ZoneInfo("Europe/Brussels"))
argument-no-time = { $place } is geen datum: { $found }
argument-no-version = { $place }: { $found } is geen versie; versies tellen vanaf 0
argument-no-zone = { $place }: tijdzone { $found } bestaat niet; verwacht: een naam zoals "Europe/Brussels"
argument-renamed-key = keys: { $name } is een sleutel van het record, terwijl andere documenten het onder een andere sleutel hebben
argument-key-twice = keys: { $name } zou onder twee sleutels staan
argument-two-alike = since en until: verwacht: twee ogenblikken of twee versies
argument-not-watched = { $found } werd niet gevolgd: noem die stap in `watching` van Forecast.simulate
argument-buffer = out: { $error }; verwacht: { $bytes } bytes waarin geschreven kan worden

## What was expected: an end of “expected …”

argument-text = een tekst
argument-two-texts = twee teksten
argument-whole-text = een tekst zonder halve surrogaatparen
argument-mapping = sleutels met waarden
argument-mapping-by-id = waarden per identificatie van een stap
argument-mapping-by-dry-run = waarden per dry run
argument-mapping-of-keys = voor elke sleutel een andere sleutel
argument-list-or = een lijst of { $other }
argument-list-of-one = een lijst van één element
argument-one-of = een van { $known }
argument-code-or-mapping = een code, of sleutels met waarden
argument-datetime = een datetime
argument-instant = een ogenblik met zijn tijdzone, zoals "2026-03-28T22:00:00Z"
argument-zone = een naam of een zoneinfo.ZoneInfo
argument-naive = "plan", "utc" of None
argument-horizon = een duur van minstens nul, of None
argument-timeout = een timedelta of seconden, minstens nul
argument-progress = een functie van wat er gedaan is en wat er in totaal is
argument-required-end = "whole", of een fase zoals { $phase }
argument-weekday = 0 voor maandag tot 6 voor zondag
argument-share = een getal van 0 tot 1
argument-number-between = een geheel getal van { $least } tot { $most }
argument-rows = een geheel getal, of None
argument-spread = een Spread of drie getallen
argument-direction = "LR" of "TB"
argument-group = "phase", "team" of "person"

## What is not what it should be, as a whole

argument-not-a-notice = dit is niet de dict van een bericht: { $what }
argument-not-an-event = dit is niet de dict van een gebeurtenis: { $what }
argument-not-a-change = dit is geen wijziging: { $what }
argument-not-a-plan = text: dit is niet de JSON van een plan: { $what }
argument-not-an-outbox = text: dit is niet de JSON van een postvak uit: { $what }
argument-not-events = dit zijn niet de gebeurtenissen van een uitvoering: { $what }

## What takes too long

argument-timed-out = niet klaar binnen { $seconds } s (timeout)

## The words of the command line

terminal-usage = gebruik:{ " " }
terminal-arguments = argumenten
terminal-options = opties
terminal-commands = opdrachten
terminal-description = Transitieplannen: wat er mis is, hoe het ervoor staat, waarom, en tot wanneer.
terminal-exit-codes =
    exitcodes:
      0  alles is in orde
      1  er zijn problemen, bevindingen of verschillen
      2  de argumenten betekenen niets
      3  een bestand kan niet worden gelezen of geschreven
terminal-help-help = toont deze hulp
terminal-help-version = toont de versie
terminal-help-check = zegt alles wat er mis is met een plan, en wat een nacht kan doen mislukken
terminal-help-states = toont hoe een dry run ervoor staat: de voortgang van elke fase en de toestand van elke stap
terminal-help-explain = legt uit waarom een stap staat waar hij staat
terminal-help-forecast = zegt wanneer alles, elke fase en wat vereist is naar verwachting voorbij zijn, tot wanneer een rollback af te kondigen is, en het kritieke pad
terminal-help-draw = tekent een dry run
terminal-help-diff = zegt wat een plan aan een ander verandert
terminal-help-template = schrijft een lege werkmap om een plan in te beginnen
terminal-help-propose-layout = stelt een indeling voor voor een werkmap die niemand heeft beschreven, met de redenen
terminal-help-language = de taal van de antwoorden; die van de terminal tenzij anders gezegd
terminal-help-plan = een werkmap, of een als JSON bewaard plan (.json)
terminal-help-layout = waar alles staat in de werkmap: een indeling in JSON, of in YAML
terminal-help-json = antwoordt met één JSON-document
terminal-help-dry-run = de dry run; de eerste van het plan tenzij anders gezegd
terminal-help-at = het ogenblik, zoals 2027-03-27T22:00: op de klok van het plan zonder tijdsverschil; nu tenzij anders gezegd
terminal-help-events = wat er is gebeurd: één gebeurtenis in JSON per regel
terminal-help-severity = wat minder ernstig is wordt gezegd noch geteld
terminal-help-phase = alleen de stappen van deze fase
terminal-help-team = alleen de stappen van dit team
terminal-help-state = alleen de stappen in deze toestand; meermaals voor meerdere toestanden
terminal-help-step = de identificatie van de stap
terminal-help-format = de graaf als afbeelding (svg) of tekst (dot, mermaid), of een tijdlijn (timeline)
terminal-help-plain = de graaf zonder de toestanden
terminal-help-output = het te schrijven bestand; de standaarduitvoer tenzij anders gezegd
terminal-help-before = het plan van voordien
terminal-help-after = het plan van nadien
terminal-help-file = de te schrijven werkmap
terminal-error = fout
terminal-warning = let op
terminal-counted = fouten: { $errors }, waarschuwingen: { $warnings }, bevindingen: { $findings }
terminal-total = Totaal
terminal-late = { $by } te laat
terminal-expected-end = Verwacht einde: { $at }
terminal-planned-end = Gepland einde: { $at }
terminal-delay = Verschil: { $by }
terminal-phases = Fasen
terminal-required-end = Vereist einde: { $milestone }, { $at }
terminal-margin = verwacht op { $at }, { $by } speling
terminal-passed = verwacht op { $at }, overschreden met { $by }
terminal-decide-by = rollback af te kondigen vóór { $at }
terminal-decide-by-likely = met 80 % kans: { $at }
terminal-too-late = te laat
terminal-no-rollback-in-time = te laat voor een rollback: nu afgekondigd zou hij voorbij zijn op { $at }
terminal-critical-path = Kritiek pad
terminal-unexpected = Zoals het er nu voorstaat niet verwacht (slapend, zonder datum, of na zo'n stap): { $steps }
terminal-questions = Na te kijken:
terminal-needs-yaml = { $path }: YAML vraagt PyYAML; installeer het, of geef de indeling als JSON
terminal-no-json = { $path }: dit is geen JSON ({ $error })
terminal-no-layout = { $path }: sleutels met waarden verwacht, zoals propose-layout ze schrijft
terminal-no-dry-run = het plan heeft geen dry run; geef het stappen
terminal-no-instant = --at: "{ $found }" gevonden, een tijdstip zoals 2027-03-27T22:00 verwacht
terminal-other-layout = Is deze werkmap anders ingedeeld? "ptr propose-layout { $plan } > layout.json" beschrijft ze; voeg daarna --layout layout.json toe.
