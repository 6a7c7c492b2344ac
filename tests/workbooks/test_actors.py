"""The sheets of actors and of environments."""

from typing import Any

import pytest
from sheets import HEADINGS, faults, load, make, problems, step, told

LEADER, HEAD = "anne@grid.example", "hugo@grid.example"


@pytest.mark.parametrize(
    ("leader", "head"),
    [
        ("Mail chef d'équipe", "Mail chef de département"),
        ("Mail", "Mail département"),
        ("E-mail responsable d'équipe", "E-mail responsable de département"),
        ("Mail team leader", "Mail head of department"),
        ("Team leader mail", "Head of department mail"),
        ("Mail du chef d'équipe", "Mail du chef de département"),
        ("MAIL CHEF D\u2019ÉQUIPE", "mail directeur"),
        ("Courriel du chef d'équipe", "Courriel du chef de département"),
        ("Mail N+1", "Mail N+2"),
        ("Email", "Email chef dpt"),
        ("Adresse mail chef équipe", "Adresse mail chef département"),
        ("Team lead e-mail", "Dept. head e-mail"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_mail_columns_are_told_apart(leader: str, head: str, turned: bool) -> None:
    mails = [(leader, LEADER), (head, HEAD)][:: -1 if turned else 1]
    actors = [
        ["Équipe", "Département", *(it[0] for it in mails)],
        ["Registre", "Marché", *(it[1] for it in mails)],
    ]
    plan = load(make([HEADINGS, step()], actors=actors))
    assert (plan.actors[0].team_leader, plan.actors[0].head_of_department) == (LEADER, HEAD)
    assert plan["CO00000001"].contacts == [LEADER, HEAD]


def test_of_two_mail_columns_that_do_not_say_whose_they_are_the_leaders_comes_first() -> None:
    actors = [
        ["Équipe", "Département", "Mail 1", "Mail 2"],
        ["Registre", "Marché", LEADER, HEAD],
    ]
    plan = load(make([HEADINGS, step()], actors=actors))
    assert (plan.actors[0].team_leader, plan.actors[0].head_of_department) == (LEADER, HEAD)


ROLES = [
    ("Chef d'équipe", "Chef de département"),
    ("Team leader", "Head of department"),
    ("Responsable", "Responsable département"),
    ("N+1", "N+2"),
    ("Chef", "Directeur"),
]


@pytest.mark.parametrize(("leader", "head"), ROLES)
@pytest.mark.parametrize("turned", [False, True])
def test_addresses_under_a_heading_that_only_names_the_role_are_found(
    leader: str, head: str, turned: bool
) -> None:
    mails = [(leader, LEADER), (head, HEAD)][:: -1 if turned else 1]
    actors = [
        ["Équipe", "Département", *(it[0] for it in mails)],
        ["Registre", "Marché", *(it[1] for it in mails)],
    ]
    assert load(make([HEADINGS, step()], actors=actors))["CO00000001"].contacts == [LEADER, HEAD]


@pytest.mark.parametrize(("leader", "head"), ROLES)
def test_names_under_such_a_heading_stay_names(leader: str, head: str) -> None:
    names = {leader: "Anne Lemaire", head: "Hugo Petit"}
    without = [["Équipe", *names], ["Registre", *names.values()]]
    with_mail = [[*without[0], "Mail"], [*without[1], LEADER]]
    for actors, contacts in [(without, []), (with_mail, [LEADER])]:
        plan = load(make([HEADINGS, step()], actors=actors))
        assert plan["CO00000001"].contacts == contacts
        assert plan.actors[0].extra == names


def test_a_bad_address_under_such_a_heading_is_told_with_its_cell() -> None:
    actors = [["Équipe", "Team leader"], ["Registre", "anne@"]]
    assert faults(make([HEADINGS, step()], actors=actors)) == ["bad-address Acteurs!B2"]


@pytest.mark.parametrize("heading", ["Équipe", "EQUIPE", "Team", "Acteur", "Exécutant"])
@pytest.mark.parametrize("row", [1, 4])
def test_teams_are_found_under_many_headings(heading: str, row: int) -> None:
    above: list[list[Any]] = [["Les acteurs"]] * (row - 1)
    plan = load(make([HEADINGS, step()], actors=[*above, [heading, "Mail"], ["Registre", LEADER]]))
    assert plan["CO00000001"].contacts == [LEADER]


@pytest.mark.parametrize("team", ["registre", "REGISTRE", " Registre\xa0", "Régistre"])
def test_a_team_is_known_in_any_case(team: str) -> None:
    assert load(make([HEADINGS, step(team=team)]))["CO00000001"].team == "Registre"


def test_a_team_in_two_departments_is_told_apart_by_the_steps_department() -> None:
    actors = [
        ["Équipe", "Département", "Mail"],
        ["Support", "Marché", LEADER],
        ["Support", "Technique", "bob@grid.example"],
    ]
    rows = [
        step(1, team="Support", department="technique"),
        step(2, team="Support", department="Marché"),
    ]
    plan = load(make([HEADINGS, *rows], actors=actors))
    assert plan["CO00000001"].contacts == ["bob@grid.example"]
    assert plan["CO00000002"].contacts == [LEADER]


@pytest.mark.parametrize(
    "bad",
    ["anne", "anne@", "@grid.example", "anne grid.example", "a@b@c", "anne@x.be; bob@x.be", 12],
)
def test_a_bad_address_is_told_with_its_cell(bad: Any) -> None:
    actors = [
        ["Équipe", "Mail chef d'équipe", "Mail chef de département"],
        ["Registre", LEADER, bad],
    ]
    found = problems(make([HEADINGS, step()], actors=actors))
    assert told(found) == ["bad-address Acteurs!C2"]
    assert found[0].found == str(bad)


@pytest.mark.parametrize(
    "good", ["Anne Lemaire <anne@grid.example>", " ANNE@grid.example\n", "mailto:anne@grid.example"]
)
def test_addresses_as_address_books_write_them_are_read(good: str) -> None:
    actors = [["Équipe", "Mail"], ["Registre", good]]
    plan = load(make([HEADINGS, step()], actors=actors))
    assert plan["CO00000001"].contacts[0].lower() == LEADER


def test_without_actors_the_steps_own_contacts_count() -> None:
    headings = [*HEADINGS, "Mail"]
    rows = [
        [*step(1, team="Tout le monde"), "a@x.be; Bob <b@x.be>\nc@x.be"],
        [*step(2), "pas une adresse"],
    ]
    book = make([headings, *rows], actors=None)
    found = problems(book, {"actors": None})
    assert told(found) == ["bad-address Etapes-actions!K3"]
    plan = load(make([headings, rows[0]], actors=None), {"actors": None})
    assert plan["CO00000001"].contacts == ["a@x.be", "b@x.be", "c@x.be"]


def test_an_unknown_team_is_told_with_the_teams_there_are() -> None:
    found = problems(make([HEADINGS, step(team="Personne")]))
    assert told(found) == ["unknown-team Etapes-actions!H2"]
    assert found[0].found == "Personne"
    assert "Registre" in found[0].message
    assert "Réseau" in found[0].message


def test_further_columns_of_actors_are_kept() -> None:
    actors = [["Équipe", "Mail", "Téléphone"], ["Registre", LEADER, "02 123"]]
    assert load(make([HEADINGS, step()], actors=actors)).actors[0].extra == {"Téléphone": "02 123"}


def test_a_sheet_of_actors_without_a_team_column_lacks_its_heading() -> None:
    actors = [["Département", "Mail"], ["Marché", LEADER]]
    assert faults(make([HEADINGS, step()], actors=actors)) == ["missing-heading Acteurs!A1"]


def test_notes_and_blank_rows_among_actors_are_nothing() -> None:
    actors = [
        ["Équipe", "Mail"],
        ["Registre", LEADER],
        [None, " "],
        [None, "-"],
        [None, None, "mis à jour en mai"],
    ]
    plan = load(make([HEADINGS, step()], actors=actors))
    assert [it.team for it in plan.actors] == ["Registre"]


@pytest.mark.parametrize(
    "heading", ["Environnement", "ENVIRONNEMENTS", "Environment", "Nom", "Application", "Serveur"]
)
def test_environments_have_a_column_for_each_dry_run(heading: str) -> None:
    environments = [
        ["Titre"],
        [None],
        [heading, "Type", "FDR1", "fdr2"],
        ["Registre", "base", "a", "b"],
    ]
    plan = load(make([HEADINGS, step()], environments=environments))
    assert plan.environments[0].name == "Registre"
    assert plan.environments[0].by_dry_run == {"FDR1": "a", "FDR2": "b"}
    assert plan.environments[0].extra == {"Type": "base"}


def test_environments_may_have_a_row_for_each_dry_run() -> None:
    environments = [
        ["Environnement", "Dry run", "Adresse"],
        ["Registre", "FDR1", "a"],
        ["Registre", "FDR2", "b"],
        ["ERP", "FDR1", "c"],
    ]
    plan = load(make([HEADINGS, step()], environments=environments))
    assert [(it.name, it.by_dry_run) for it in plan.environments] == [
        ("Registre", {"FDR1": "a", "FDR2": "b"}),
        ("ERP", {"FDR1": "c"}),
    ]


def test_environments_may_be_listed_by_dry_run() -> None:
    environments = [
        ["Dry run", "Environnement"],
        ["FDR1", "UAT"],
        ["FDR2", "UAT"],
        ["Live", "PROD"],
    ]
    plan = load(make([HEADINGS, step()], environments=environments))
    assert [(it.name, it.by_dry_run) for it in plan.environments] == [
        ("UAT", {"FDR1": "UAT", "FDR2": "UAT"}),
        ("PROD", {"Live": "PROD"}),
    ]


def test_an_environment_listed_twice_is_a_warning() -> None:
    environments = [["Environnement", "FDR1"], ["ERP", "a"], ["ERP", "b"]]
    plan = load(make([HEADINGS, step()], environments=environments))
    assert told(plan.warnings) == ["duplicate-name Environnements!A3"]
