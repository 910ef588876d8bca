"""The handbook: one version in force, published words that stay, wordings that are only added to."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from civic.models import Person
from protocols import checks, letters, migrations, service
from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import LetterKind, Manner
from protocols.letters import LetterName
from protocols.models import Clause, LetterTemplate, LetterTemplateVersion, ProtocolVersion
from protocols.texts import shipped_clauses, shipped_letter, shipped_letters
from protocols.wording import UnfitWording
from tests.guarding import refused_by, run_sql
from tests.protocols.sign_off import publish

pytestmark = pytest.mark.django_db


def test_the_office_starts_with_version_1_in_force() -> None:
    version = service.version_in_force()
    assert (version.number, version.state) == (1, "in_force")
    assert list(version.clauses.values_list("code", "title", "text")) == shipped_clauses()


def test_the_words_kept_by_the_first_migration_are_still_todays() -> None:
    """Goes with the first change of these words: a migration then brings them to offices that begin later,
    and what the first one wrote stays as it was.
    """
    kept = json.loads((Path(migrations.__path__[0]) / "first_protocol.json").read_text(encoding="utf-8"))
    assert [tuple(clause.values()) for clause in kept["clauses"]] == shipped_clauses()
    today = [
        (letter.value, manner.value, *shipped_letter(letter, manner)) for letter, manner in shipped_letters()
    ]
    assert [tuple(letter.values()) for letter in kept["letters"]] == today


def test_every_clause_the_table_cites_is_in_the_version_in_force() -> None:
    codes = set(service.version_in_force().clauses.values_list("code", flat=True))
    assert {row.clause for row in PROTOCOL} - codes == set()


def test_a_clause_is_read_with_the_councils_titles() -> None:
    text = service.clause_text(
        "P3", service.version_in_force(), {"mayor_title": "the Speaker", "deputy_title": "the Deputy Speaker"}
    )
    assert text.startswith("When the Speaker declines an invitation outright")
    assert "{" not in text


def test_a_draft_begins_with_the_clauses_in_force(manager: Person) -> None:
    draft = service.new_draft(by=manager)
    assert (draft.number, draft.state, draft.created_by) == (2, "draft", manager)
    assert list(draft.clauses.values_list("code", "title", "text")) == shipped_clauses()


def test_two_managers_share_one_draft(manager: Person) -> None:
    assert service.new_draft(by=manager) == service.new_draft(by=manager)


def test_publishing_replaces_the_version_in_force_and_keeps_it(manager: Person) -> None:
    before = service.version_in_force()
    draft = service.new_draft(by=manager)
    service.change_clause(
        version=draft, code="P5", title="Goodwill", text="{Mayor_title} may be kind.", by=manager
    )
    published = publish(draft, note="P5 is shorter", by=manager)
    assert service.version_in_force() == published
    assert (published.published_by, published.note) == (manager, "P5 is shorter")
    before.refresh_from_db()
    assert before.state == "superseded"
    assert service.clause_text("P5", before, {}) != service.clause_text("P5", published, {})


def test_what_a_draft_changes_is_listed(manager: Person) -> None:
    draft = service.new_draft(by=manager)
    service.change_clause(version=draft, code="P5", title="Goodwill", text="Rarely.", by=manager)
    changes = service.differences_between(service.version_in_force(), draft, {})
    assert [change.code for change in changes] == ["P5"]
    assert "".join(piece.text for piece in changes[0].text if piece.kind != "removed") == "Rarely."


def test_a_published_version_is_not_worded_anew(manager: Person) -> None:
    with pytest.raises(service.HandbookClosed):
        service.change_clause(
            version=service.version_in_force(), code="P5", title="Goodwill", text="Often.", by=manager
        )


def test_publishing_twice_is_refused(manager: Person) -> None:
    draft = service.new_draft(by=manager)
    publish(draft, by=manager)
    with pytest.raises(service.HandbookClosed):
        publish(draft, by=manager)


def test_an_unfit_clause_is_not_saved(manager: Person) -> None:
    draft = service.new_draft(by=manager)
    with pytest.raises(UnfitWording):
        service.change_clause(
            version=draft, code="P5", title="Goodwill", text="{{ request.user }}", by=manager
        )


def test_no_second_version_is_ever_in_force(manager: Person) -> None:
    draft = service.new_draft(by=manager)
    with refused_by("version_is_signed_first"):
        run_sql(
            "UPDATE protocols_protocolversion SET state = 'in_force', in_force_from = created_at"
            " WHERE id = %s",
            draft.pk,
        )


def test_no_second_draft_is_ever_made(manager: Person) -> None:
    service.new_draft(by=manager)
    with (
        pytest.raises(IntegrityError, match=r"one_protocol_draft|protocolversion\.state"),
        transaction.atomic(),
    ):
        ProtocolVersion.objects.create(number=9, created_by=manager)


def test_no_version_begins_in_force(manager: Person) -> None:
    with refused_by("version_begins_as_a_draft"):
        ProtocolVersion.objects.create(
            number=9, state="superseded", in_force_from=timezone.now(), created_by=manager
        )


CLAUSE_ATTACKS = {
    "UPDATE protocols_clause SET text = 'otherwise' WHERE code = 'P3'": "clause_changes_in_a_draft",
    "UPDATE protocols_clause SET title = 'otherwise' WHERE code = 'P3'": "clause_changes_in_a_draft",
    "UPDATE protocols_clause SET code = 'P99' WHERE code = 'P3'": "clause_changes_in_a_draft",
    (
        "UPDATE protocols_clause SET version_id ="
        " (SELECT id FROM protocols_protocolversion WHERE state = 'draft') WHERE code = 'P3'"
    ): "clause_changes_in_a_draft",
    "DELETE FROM protocols_clause WHERE code = 'P3'": "clause_is_removed_from_a_draft",
    "DELETE FROM protocols_clause": "clause_is_removed_from_a_draft",
    (
        "UPDATE protocols_protocolversion SET state = 'draft', in_force_from = NULL WHERE number = 1"
    ): "version_stays_what_it_was",
    "UPDATE protocols_protocolversion SET number = 7 WHERE number = 1": "version_stays_what_it_was",
    "UPDATE protocols_protocolversion SET note = 'otherwise' WHERE number = 1": "version_stays_what_it_was",
    (
        "UPDATE protocols_protocolversion SET in_force_from = '2001-01-01 00:00:00+00:00' WHERE number = 1"
    ): "version_stays_what_it_was",
    (
        "UPDATE protocols_protocolversion SET state = 'superseded', number = 7 WHERE number = 1"
    ): "version_stays_what_it_was",
    "DELETE FROM protocols_protocolversion WHERE number = 1": "version_is_never_deleted",
}


@pytest.mark.parametrize("attack", CLAUSE_ATTACKS)
def test_the_database_keeps_the_protocol_in_force_as_it_is(attack: str, manager: Person) -> None:
    service.new_draft(by=manager)
    with refused_by(CLAUSE_ATTACKS[attack]):
        run_sql(attack)
    assert list(service.version_in_force().clauses.values_list("code", "title", "text")) == shipped_clauses()


@pytest.mark.parametrize("attack", list(CLAUSE_ATTACKS)[:6])
def test_the_database_keeps_a_superseded_protocol_as_it_was(attack: str, manager: Person) -> None:
    first = service.version_in_force()
    publish(service.new_draft(by=manager), by=manager)
    service.new_draft(by=manager)
    with refused_by(CLAUSE_ATTACKS[attack]):
        run_sql(attack)
    assert list(first.clauses.values_list("code", "title", "text")) == shipped_clauses()


def test_a_draft_may_be_changed_and_dropped_in_the_database(manager: Person) -> None:
    draft = service.new_draft(by=manager)
    run_sql("UPDATE protocols_clause SET text = 'otherwise' WHERE version_id = %s", draft.pk)
    run_sql("DELETE FROM protocols_clause WHERE version_id = %s", draft.pk)
    run_sql("DELETE FROM protocols_protocolversion WHERE id = %s", draft.pk)
    assert ProtocolVersion.objects.count() == 1


def test_the_office_starts_with_every_letter() -> None:
    kept = [(template.name.kind, template.name.manner) for template in LetterTemplate.objects.all()]
    assert sorted(kept) == sorted(shipped_letters())
    for letter, manner in shipped_letters():
        version = letters.template_in_force(letter, manner)
        assert (version.number, version.subject, version.body) == (1, *shipped_letter(letter, manner))


def test_a_letter_without_words_of_its_own_for_a_funeral_speaks_as_usual() -> None:
    usual = letters.template_in_force(LetterKind.QUESTION)
    assert letters.template_in_force(LetterKind.QUESTION, Manner.SOLEMN) == usual
    assert letters.template_in_force(LetterKind.DECLINE, Manner.SOLEMN, "cy").template.manner == "solemn"


def test_only_the_acknowledgement_leaves_by_itself_at_first() -> None:
    assert [letter for letter in LetterKind if letters.goes_by_itself(letter)] == [
        LetterKind.ACKNOWLEDGEMENT,
        LetterKind.MAYOR_INVITED,
    ]


def test_the_switch_is_remembered_with_who_set_it(manager: Person) -> None:
    letters.let_go_by_itself(letter=LetterName(LetterKind.REMINDER), allowed=True, by=manager)
    assert letters.goes_by_itself(LetterKind.REMINDER)
    assert LetterTemplate.objects.get(letter="reminder").switched_by == manager
    letters.let_go_by_itself(letter=LetterName(LetterKind.REMINDER), allowed=False, by=manager)
    assert not letters.goes_by_itself(LetterKind.REMINDER)


def save(letter: LetterKind, subject: str, manager: Person, after: int = 1) -> LetterTemplateVersion:
    return letters.save_wording(
        letter=LetterName(letter), subject=subject, body=shipped_letter(letter)[1], after=after, by=manager
    )


def test_a_new_wording_is_used_from_then_on_and_the_old_one_kept(manager: Person) -> None:
    first = letters.template_in_force(LetterKind.DECLINE)
    second = save(LetterKind.DECLINE, "About {event_title}", manager)
    assert letters.template_in_force(LetterKind.DECLINE) == second
    assert letters.render(LetterKind.DECLINE, letters.sample_values()).template_version == second
    assert list(letters.wordings_of(LetterName(LetterKind.DECLINE))) == [second, first]


def test_two_editors_do_not_overwrite_each_other(manager: Person) -> None:
    save(LetterKind.DECLINE, "The first", manager)
    with pytest.raises(letters.StaleWording):
        save(LetterKind.DECLINE, "The second", manager)
    assert letters.template_in_force(LetterKind.DECLINE).subject == "The first"


def test_saving_the_same_words_again_makes_no_new_wording(manager: Person) -> None:
    save(LetterKind.DECLINE, "About {event_title}", manager)
    assert save(LetterKind.DECLINE, "About {event_title}", manager, after=2).number == 2


def test_an_unfit_wording_is_not_saved(manager: Person) -> None:
    with pytest.raises(UnfitWording):
        save(LetterKind.DECLINE, "{{ request }}", manager)


@pytest.mark.parametrize(
    ("attack", "guard"),
    [
        ("UPDATE protocols_lettertemplateversion SET body = 'otherwise'", "letter_wording_is_never_altered"),
        (
            "UPDATE protocols_lettertemplateversion SET number = 2 WHERE number = 1",
            "letter_wording_is_never_altered",
        ),
        ("DELETE FROM protocols_lettertemplateversion WHERE number = 1", "letter_wording_is_never_deleted"),
    ],
)
def test_the_database_keeps_every_wording(attack: str, guard: str) -> None:
    with refused_by(guard):
        run_sql(attack)


def test_the_checks_are_content_with_the_handbook_as_it_is() -> None:
    assert checks.shipped_words_are_fit(None) == []
    assert checks.handbook_is_complete(None, databases=["default"]) == []


def test_the_checks_name_a_letter_that_cannot_be_written() -> None:
    template = LetterTemplate.objects.get(letter="decline", manner="ordinary")
    LetterTemplateVersion.objects.create(template=template, number=2, subject="Hello", body="{{ code }}")
    assert [error.msg for error in checks.handbook_is_complete(None, databases=["default"])] == [
        (
            "The letter “decline”: The text has what looks like program code. "
            "You can only use placeholders such as {reference}."
        )
    ]


def test_the_checks_name_a_clause_that_is_cited_and_missing(manager: Person) -> None:
    draft = service.new_draft(by=manager)
    Clause.objects.filter(version=draft, code="P4").delete()
    publish(draft, by=manager)
    assert [error.msg for error in checks.handbook_is_complete(None, databases=["default"])] == [
        "The table cites P4, which version 2 of the protocol lacks."
    ]


def test_djangos_own_check_runs_ours() -> None:
    call_command("check", databases=["default"], fail_level="ERROR")


def test_a_small_number_of_exceptions_is_a_word_of_the_sentence() -> None:
    version = service.version_in_force()
    assert service.words_of(version, {})["rare_exceptions"] == "three"
    assert service.words_of(version, {})["answer_days"] == "14 days"
    version.rare_exceptions = 30
    assert service.words_of(version, {})["rare_exceptions"] == "30"


def test_the_first_clause_says_what_the_office_does_before_the_mayor_is_asked() -> None:
    words = service.clause_text("P1", service.version_in_force(), {"mayor_title": "the Mayor"})
    assert "no other member is asked before the Mayor" in words
    assert all(f"({code})" in words for code in ("P4", "P7", "P10", "P11"))
