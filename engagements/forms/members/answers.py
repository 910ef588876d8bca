"""The answers a page may offer: what each is called and what it means.

Whether it is open now, forms.offers says.

The words say Mayor and Deputy as the protocol does; whoever shows them puts the council's own titles in.
"""

from dataclasses import dataclass, replace

from engagements.models import Outcome
from protocols.core.vocabulary import Step


@dataclass(frozen=True)
class Answer:
    """One thing the Mayor may answer: `steps` of the table it stands for, `says` on the button,
    `then` once it is recorded.
    """

    slug: str
    steps: tuple[Step, ...]
    # The Mayor's decision it makes; None for what is no decision, and for the Deputy's answers.
    outcome: Outcome | None = None
    says: str = ""
    hint: str = ""
    asks: str = ""
    then: str = ""
    # What the Mayor did, after "you"; said in lists.
    did: str = ""
    fields: tuple[str, ...] = ("reason",)
    kind: str = "primary"
    # Whether the Deputy gets a short message with a link.

    @property
    def confirms(self) -> str:
        """What the button of the confirmation says."""
        return self.says if self.says.startswith("I ") else self.asks.removesuffix("?")


ATTENDED = Answer(
    "attended",
    (Step.OUTCOME_ATTENDED,),
    says="I attended",
    hint="The office will thank the organiser.",
    asks="Record that you attended?",
    then="Recorded: attended.",
    fields=("note",),
)
NOT_ATTENDED = Answer(
    "not-attended",
    (Step.OUTCOME_NOT_ATTENDED,),
    says="Nobody attended",
    hint="The office will apologise to the organiser.",
    asks="Record that nobody attended?",
    then="Recorded: nobody attended.",
    fields=("note",),
    kind="secondary",
)

ACCEPT = Answer(
    "accept",
    (Step.ACCEPT,),
    Outcome.ACCEPT,
    says="Accept",
    hint="You will attend. We tell the organiser when an officer has checked and released the letter.",
    asks="Accept this invitation?",
    then="You will attend. The engagement is in your diary.",
    did="accepted",
)
# In a joint invitation, where asking the Deputy to accompany is the other way.
ACCEPT_ALONE = replace(
    ACCEPT,
    says="Accept alone",
    hint=(
        "You will attend, and the Deputy is not asked. We tell the organiser when an "
        "officer has checked and released the letter."
    ),
    asks="Accept, without asking the Deputy to accompany you?",
)
ACCEPT_TOGETHER = Answer(
    "accept-together",
    (Step.ACCEPT_TOGETHER,),
    Outcome.ACCEPT_TOGETHER,
    says="Accept, and ask the Deputy to accompany you",
    hint=(
        "You will attend, and we ask the Deputy. We tell the organiser about the Deputy "
        "only after the Deputy has accepted."
    ),
    asks="Accept, and ask the Deputy to accompany you?",
    then="You will attend, and the Deputy has been asked to accompany you. The engagement is in your diary.",
    did="accepted, and asked the Deputy to accompany you",
)
# Once the Mayor has accepted: asked later, or again after the Deputy took back a no.
ASK_ALONG = replace(
    ACCEPT_TOGETHER,
    says="Ask the Deputy to accompany you",
    hint="You still attend. We tell the organiser about the Deputy only after the Deputy has accepted.",
    asks="Ask the Deputy to accompany you?",
    then="The Deputy has been asked to accompany you. You still attend.",
)

MAYORS = (
    ACCEPT,
    ACCEPT_TOGETHER,
    Answer(
        "ask-deputy",
        (Step.DELEGATE,),
        Outcome.DELEGATE,
        says="Cannot attend, ask the Deputy",
        hint="We ask the Deputy to attend on your behalf. The organiser is told only when the "
        "Deputy has accepted. If the Deputy says no, the invitation returns to you.",
        asks="Ask the Deputy to attend on your behalf?",
        then="The Deputy has been asked. If the Deputy cannot attend, the invitation returns to you.",
        did="asked the Deputy to attend",
        fields=("agreed_reason", "reason"),
    ),
    Answer(
        "no-longer",
        (Step.MAYOR_CANNOT,),
        Outcome.DELEGATE,
        says="Can no longer attend, ask the Deputy",
        hint="We ask the Deputy to attend on your behalf. The organiser is told when the "
        "Deputy has accepted. If the Deputy says no, the invitation returns to you.",
        asks="Ask the Deputy to attend on your behalf?",
        then="The Deputy has been asked. If the Deputy cannot attend, the invitation returns to you.",
        did="asked the Deputy to attend",
        fields=("agreed_reason", "reason"),
    ),
    Answer(
        "decline",
        (Step.DECLINE,),
        Outcome.DECLINE,
        says="Decline outright",
        hint=(
            "Nobody will attend. The organiser receives a courteous letter, and the "
            "invitation is never passed to the Deputy."
        ),
        asks="Decline outright?",
        then="The invitation is declined. It is not passed on to anyone.",
        did="declined outright",
        fields=("decline_kind", "reason", "reason_for_release"),
        kind="secondary",
    ),
    Answer(
        "exception",
        (Step.GRANT_EXCEPTION,),
        Outcome.EXCEPTION,
        says="Grant a goodwill exception",
        hint=(
            "For this occasion only, you step aside in favour of the Deputy, whom the "
            "organiser named. This counts towards the year’s exceptions."
        ),
        asks="Grant a goodwill exception?",
        then=(
            "The Deputy has been asked, for this occasion. The organiser is told when the "
            "Deputy has accepted."
        ),
        did="granted a goodwill exception",
        fields=("exception_reason",),
        kind="secondary",
    ),
    Answer(
        "leave",
        (Step.LEAVE_TO_PROTOCOL,),
        Outcome.LEAVE,
        says="Follow the protocol",
        hint=(
            "You do not make an exception. The organiser is asked, like everyone else, "
            "whether they would like to invite the Mayor."
        ),
        asks="Follow the protocol?",
        then="The civic office will now follow the protocol.",
        did="followed the protocol, with no exception",
    ),
    Answer(
        "nobody",
        (Step.NOBODY_GOES,),
        Outcome.NOBODY,
        says="Cancel the attendance",
        hint="The organiser has been told that someone will attend. This cancels it, with an apology.",
        asks="Cancel the attendance?",
        then="The attendance is cancelled. An officer will check the apology and release it.",
        did="cancelled the attendance",
        fields=("reason", "reason_for_release"),
        kind="warning",
    ),
    Answer(
        "take-back",
        (Step.TAKE_BACK, Step.ACCOMPANY_TAKE_BACK),
        Outcome.TAKE_BACK,
        says="Take back your request to the Deputy",
        hint="The Deputy is no longer asked and no longer sees the invitation.",
        asks="Take back your request to the Deputy?",
        then="The Deputy is no longer asked.",
        did="took back your request to the Deputy",
        kind="secondary",
    ),
    Answer(
        "correct",
        (Step.CORRECT_SLIP,),
        Outcome.CORRECT,
        says="Correct a slip",
        hint="The letter has not gone yet. It is withdrawn, and you decide again.",
        asks="Withdraw your decision and decide again?",
        then="Your decision and its letter are withdrawn. You can now decide again.",
        did="corrected a slip",
        kind="secondary",
    ),
    Answer(
        "look-again",
        (Step.LOOK_AGAIN,),
        Outcome.LOOK_AGAIN,
        says="Ask the office to reconsider",
        hint=(
            "The office reopens the invitation. If the organiser was told about the refusal, "
            "they are told that it is open again."
        ),
        asks="Ask the office to reconsider the refusal?",
        then="The civic office has reopened the invitation.",
        did="asked the office to reconsider",
        kind="secondary",
    ),
    Answer(
        "take-up",
        (Step.TAKE_UP,),
        Outcome.TAKE_UP,
        says="Reopen it",
        hint=(
            "You declined this, and the organiser was told. It returns to you for a new "
            "decision, and the organiser is told that it is open again. The Deputy cannot be asked."
        ),
        asks="Reopen this invitation?",
        then="You can now decide on the invitation again.",
        did="reopened an invitation",
        kind="secondary",
    ),
    Answer(
        "ask",
        (Step.ASK_OFFICE,),
        Outcome.ASK,
        says="Ask the office a question",
        hint="It returns to the civic office, which will send it to you again with the answer.",
        asks="Ask the office a question",
        then="The civic office has your question, and will send the invitation to you again.",
        did="asked the office a question",
        fields=("question",),
        kind="secondary",
    ),
    ATTENDED,
    NOT_ATTENDED,
)

DEPUTYS = (
    Answer(
        "accept",
        (Step.DEPUTY_ACCEPTS, Step.ACCOMPANY_ACCEPTS),
        says="Accept",
        hint="You will attend. The civic office will write to tell the organiser.",
        asks="Accept?",
        then="You have accepted. It is in your diary.",
        fields=(),
    ),
    Answer(
        "decline",
        (Step.DEPUTY_DECLINES, Step.ACCOMPANY_DECLINES),
        says="Decline",
        hint="It returns to the Mayor. The organiser is not told that you were asked.",
        asks="Decline?",
        then="You have declined. Only the Mayor and the civic office have been told.",
        fields=("private_reason",),
        kind="secondary",
    ),
    Answer(
        "cannot",
        (Step.DEPUTY_CANNOT, Step.ACCOMPANY_CANNOT),
        says="I can no longer attend",
        hint="The Mayor decides what happens next, and the civic office writes to the organiser.",
        asks="Can you no longer attend?",
        then="We have told the Mayor and the civic office that you can no longer attend.",
        fields=("private_reason",),
        kind="warning",
    ),
    Answer(
        "mistaken",
        (Step.CORRECT_NO,),
        says="I said no by mistake",
        hint="The Mayor is told, and can ask you again.",
        asks="Did you say no by mistake?",
        then="You have taken back your answer. The Mayor has been told, and can ask you again.",
        fields=(),
        kind="secondary",
    ),
    ATTENDED,
    NOT_ATTENDED,
)
DEPUTYS_BY_SLUG = {answer.slug: answer for answer in DEPUTYS}
MAYORS_BY_SLUG = {answer.slug: answer for answer in MAYORS}
MAYORS_BY_OUTCOME = {answer.outcome: answer for answer in MAYORS if answer.outcome}
