"""The public form: it loses nothing, says what is wrong where it is wrong, and makes one invitation."""

import html
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from civic.models import Person
from engagements.models import Invitation, Letter, Submission, SubmissionFile
from engagements.services.intake import attachments
from tests import council, form_answers
from tests.there import there

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 40


@pytest.fixture(autouse=True)
def office_at_work(officer: Person, mayor: Person, deputy: Person) -> None:
    """Somebody to sign the acknowledgement, and both offices held."""


def word_document(*names: Any) -> Any:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names or ("[Content_Types].xml", "word/document.xml"):
            archive.writestr(name, "x")
    return buffer.getvalue()


def file(name: str, content: Any) -> Any:
    return SimpleUploadedFile(name, content)


def value(page: Any, name: str) -> Any:
    """What stands in a one-line box."""
    box = there(re.search(rf'<input[^>]*name="{name}"[^>]*>', page))[0]
    return html.unescape(there(re.search(r'value="([^"]*)"', box))[1]) if "value=" in box else ""


# --- From the form to the reference -------------------------------------------------------------------------


def test_an_invitation_goes_from_the_form_to_its_reference(client: Client) -> None:
    page = form_answers.send(client)
    invitation = Invitation.objects.select_related("organiser").get()
    assert invitation.reference in page
    assert "jane@northgate-scouts.example" in page
    assert (invitation.stage, invitation.channel, invitation.wish) == ("received", "form", "deputy_welcome")
    assert (invitation.postcode, invitation.expected_numbers, invitation.asked) == (
        "WX1 2AB",
        120,
        ["attend", "open"],
    )
    assert (
        invitation.open_to_public,
        invitation.date_can_move,
        invitation.consort_invited,
        invitation.press,
    ) == (True, False, True, False)
    assert (invitation.purpose, invitation.provenance, invitation.provenance_recorded_by) == (
        "community",
        "annual",
        None,
    )
    assert [letter.kind for letter in Letter.objects.all()] == ["acknowledgement"]


def test_nothing_is_chosen_beforehand(client: Client) -> None:
    page = client.get("/invite/").content.decode()
    assert " checked" not in page
    assert " selected" not in page


def test_whoever_thinks_of_the_deputy_is_told_beforehand_what_will_be_asked(client: Client) -> None:
    page = client.get("/invite/").content.decode()
    assert (
        "Every invitation goes to the Mayor first. If you choose the Deputy Mayor, we will write to "
        "ask whether you would like to invite the Mayor." in page
    )


def test_every_answer_is_shown_once_more_before_it_is_sent(client: Client) -> None:
    page = form_answers.post(client, what_happens="Stalls <b>& tea</b>").content.decode()
    for words in (
        "Saturday 11 July 2026",
        "2pm",
        "WX1 2AB",
        "Stalls &lt;b&gt;&amp; tea&lt;/b&gt;",
        "The Mayor",
        "It is an annual event",
    ):
        assert words in page
    assert not Invitation.objects.exists()


def test_the_change_links_lead_to_the_very_field_with_what_was_typed(client: Client) -> None:
    check = form_answers.post(client)
    links = re.findall(r'href="(/invite/[^"#]+)#([^"]+)"', check.content.decode())
    assert len(links) > 20
    form = client.get(links[0][0]).content.decode()
    for _, anchor in links:
        assert f'id="{anchor}"' in form
    assert value(form, "title") == "Northgate summer fête"
    assert value(form, "event_on_month") == "7"
    assert form.count(" checked") == 12


def test_a_changed_answer_takes_the_place_of_the_first(client: Client) -> None:
    check = form_answers.post(client)
    again = client.get(check.request["PATH_INFO"].replace("check/", ""))
    response = client.post(
        "/invite/",
        form_answers.answers(token=form_answers.token_in(again.content.decode()), title="Winter fête"),
        follow=True,
    )
    client.post(response.request["PATH_INFO"])
    assert Invitation.objects.get().title == "Winter fête"
    assert Submission.objects.count() == 1


def test_the_reference_is_shown_to_nobody_else(client: Client) -> None:
    check = form_answers.post(client)
    path = check.request["PATH_INFO"]
    stranger = Client()
    assert [stranger.get(page).status_code for page in (path, path.replace("check/", ""))] == [404, 404]
    assert stranger.post(path).status_code == 404
    client.post(path)
    assert stranger.get("/invite/received/").status_code == 302
    assert Invitation.objects.get().reference in client.get("/invite/received/").content.decode()


@pytest.mark.parametrize(
    "answers", [{"email": ""}, {"email": "", "telephone": ""}, {"email": "", "postal_address": ""}]
)
def test_an_organiser_without_e_mail_is_answered_otherwise(client: Client, answers: Any) -> None:
    page = form_answers.send(client, **answers)
    assert "You did not give us an e-mail address" in page


def test_a_councillor_by_name_needs_the_name_and_no_wish(client: Client) -> None:
    asked = form_answers.post(client, addressee="councillor", wish=None)
    assert form_answers.says(asked) == ["Enter the name of the councillor you are inviting"]
    form_answers.send(client, addressee="councillor", wish=None, councillor_name="Councillor Ann Archer")
    made = Invitation.objects.get()
    assert (made.addressee, made.councillor_name, made.wish) == (
        "councillor",
        "Councillor Ann Archer",
        "not_said",
    )


def test_a_council_without_a_deputy_offers_none(client: Client) -> None:
    council.make_council(with_deputy=False)
    page = client.get("/invite/").content.decode()
    assert "Deputy" not in page
    assert 'name="wish"' not in page
    form_answers.send(client, wish=None)
    assert Invitation.objects.get().wish == "not_said"
    refused = form_answers.post(client, addressee="deputy")
    assert len(form_answers.says(refused)) == 1


def test_the_council_s_own_titles_stand_in_the_form(client: Client) -> None:
    council.make_office("mayor", "Lord Provost")
    council.make_office("deputy", "Depute Provost")
    page = client.get("/invite/").content.decode()
    assert "If the Lord Provost cannot attend, what would you like?" in page
    assert "The Depute Provost would be welcome instead" in page
    assert "Mayor" not in re.sub(r"<footer.*", "", page, flags=re.S).replace("mayor", "")


# --- Errors lose nothing ------------------------------------------------------------------------------------


def test_an_empty_form_says_everything_that_is_missing_at_its_field(client: Client) -> None:
    response = client.post(
        "/invite/", {"token": form_answers.token_in(client.get("/invite/").content.decode())}
    )
    assert form_answers.says(response) == [
        "Enter your name",
        "Enter an e-mail address, a telephone number or a postal address, so that we can answer",
        "Enter the name of the event",
        "Choose what kind of event it is",
        "Tell us what happens at the event",
        "Enter the date of the event",
        "Enter when the event starts",
        "Enter when the event ends",
        "Enter the venue",
        "Choose who you are inviting",
        "Choose what the event is for",
    ]
    page = response.content.decode()
    assert "<title>Error: " in page
    for anchor in re.findall(r'<li><a href="#([^"]+)"', page):
        assert f'id="{anchor}"' in page


def test_everything_typed_comes_back_with_the_error(client: Client) -> None:
    page = form_answers.post(
        client, title="", starts_wall="half past two", dignitaries="The <Bishop>"
    ).content.decode()
    assert value(page, "name") == "Jane Smith"
    assert value(page, "starts_wall") == "half past two"
    assert "The &lt;Bishop&gt;" in page
    assert page.count(" checked") == 12


def test_files_are_kept_through_errors_and_can_be_taken_out(client: Client) -> None:
    first = form_answers.post(
        client, title="", attachments=[form_answers.pdf("one.pdf"), form_answers.pdf("two.pdf")]
    )
    page = first.content.decode()
    assert "one.pdf" in page
    token = form_answers.token_in(page)
    taken_out = there(re.search(r'value="(\d+)" id="remove_\d+"[^>]*>\s*<label[^>]*>Remove “one.pdf”', page))[
        1
    ]
    check = client.post(
        "/invite/",
        form_answers.answers(token=token, remove=[taken_out], attachments=[file("three.png", PNG)]),
        follow=True,
    )
    assert check.resolver_match.url_name == "invite_check"
    client.post(check.request["PATH_INFO"])
    kept = Invitation.objects.get().attachments.all()
    assert [(one.name, one.content_type) for one in kept] == [
        ("two.pdf", "application/pdf"),
        ("three.png", "image/png"),
    ]
    assert kept[0].file.read() == form_answers.PDF
    kept[0].file.close()
    assert not SubmissionFile.objects.exists()


PROGRAM = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and a program"


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word/vbaProject.bin", b"x"),
        ("WORD/VBAPROJECT.BIN", b"x"),
        ("other/folder/vbaProject.bin", b"x"),
        ("word/vbaData.xml", b"x"),
        ("word/harmless.png", PROGRAM),
        ("word/embeddings/oleObject1.bin", PROGRAM),
        ("word/embeddings/Another_Letter.docx", b"PK\x03\x04 and another letter"),
        ("[Content_Types].xml", "application/vnd.ms-word.document.macroEnabled.main+xml".encode("utf-16")),
        ("[Content_Types].xml", b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        (
            "word/_rels/document.xml.rels",
            b"http://schemas.microsoft.com/office/2006/relationships/vbaProject",
        ),
    ],
)
def test_a_program_in_a_word_document_is_found_under_whatever_name(part: Any, content: Any) -> None:
    buffer = io.BytesIO()
    parts = {"[Content_Types].xml": b"x", "word/document.xml": b"x"} | {part: content}
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, inside in parts.items():
            archive.writestr(name, inside)
    assert attachments.content_type_of(word_document()) == attachments.WORD
    assert attachments.content_type_of(buffer.getvalue()) is None


def test_a_folder_that_is_away_takes_no_words_with_it(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    """The file is named and not kept; whatever was typed stands in the form."""
    settings.MEDIA_ROOT = tmp_path / "not a folder"
    settings.MEDIA_ROOT.touch()
    page = form_answers.post(client, attachments=[form_answers.pdf("programme.pdf")]).content.decode()
    assert "“programme.pdf” could not be saved" in page
    assert "Stalls, races and tea." in page


def test_files_that_are_away_when_the_form_is_sent_keep_it_for_later(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    address = form_answers.post(client, attachments=[form_answers.pdf()]).request["PATH_INFO"]
    there, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path / "another folder"
    page = client.post(address).content.decode()
    assert "We cannot read your files at the moment, so nothing was sent." in page
    assert not Invitation.objects.exists()
    settings.MEDIA_ROOT = there
    assert client.post(address).status_code == 302
    assert Invitation.objects.get().attachments.count() == 1


def test_files_of_other_forms_are_never_taken_out(client: Client) -> None:
    form_answers.post(client, attachments=[form_answers.pdf()])
    other = SubmissionFile.objects.get()
    form_answers.post(Client(), remove=[str(other.pk), "x", "9" * 30])
    assert SubmissionFile.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.exe", b"MZ\x90\x00", "The file “a.exe” is not a PDF, PNG, JPEG or Word (DOCX) file"),
        (
            "a.pdf",
            b"<html><script>alert(1)</script>",
            "The file “a.pdf” is not a PDF, PNG, JPEG or Word (DOCX) file",
        ),
        (
            "a.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "The file “a.svg” is not a PDF, PNG, JPEG or Word (DOCX) file",
        ),
        ("a.docx", b"PK\x03\x04 not a zip", "The file “a.docx” is not a PDF, PNG, JPEG or Word (DOCX) file"),
        (
            "a.zip",
            word_document("readme.txt"),
            "The file “a.zip” is not a PDF, PNG, JPEG or Word (DOCX) file",
        ),
        (
            "a.docm",
            word_document("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
            "The file “a.docm” is not a PDF, PNG, JPEG or Word (DOCX) file",
        ),
        ("a.pdf", b"", "The file “a.pdf” is empty"),
        ("a.pdf", b"%PDF-" + b"0" * (10 * 1024 * 1024), "The file “a.pdf” is larger than 10 MB"),
    ],
)
def test_a_file_we_do_not_take_is_named_and_the_good_ones_are_kept(
    client: Client, name: str, content: Any, says: Any
) -> None:
    response = form_answers.post(client, attachments=[form_answers.pdf("good.pdf"), file(name, content)])
    assert [html.unescape(line) for line in form_answers.says(response)] == [says]
    assert [kept.name for kept in SubmissionFile.objects.all()] == ["good.pdf"]


def test_all_four_kinds_of_file_are_taken_whatever_they_are_called(client: Client) -> None:
    files = [
        file("a.bin", form_answers.PDF),
        file("b", PNG),
        file("c.txt", JPEG),
        file("d.odt", word_document()),
    ]
    form_answers.send(client, attachments=files)
    assert [
        there(kept.file.name).rpartition(".")[2] for kept in Invitation.objects.get().attachments.all()
    ] == [
        "pdf",
        "png",
        "jpg",
        "docx",
    ]


def test_a_sixth_file_is_one_too_many(client: Client) -> None:
    response = form_answers.post(
        client, attachments=[form_answers.pdf(f"{number}.pdf") for number in range(6)]
    )
    assert [html.unescape(line) for line in form_answers.says(response)] == [
        "You can add up to 5 files. “5.pdf” was not added"
    ]
    assert SubmissionFile.objects.count() == 5
