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
        return (
            f"Confirm: {self.says if self.says.startswith('I ') else self.says[:1].lower() + self.says[1:]}"
        )


ATTENDED = Answer(
    "attended",
    (Step.OUTCOME_ATTENDED,),
    says="I attended",
    hint="The office thanks the organiser.",
    asks="Record that you attended?",
    then="Recorded: attended.",
    fields=("note",),
)
NOT_ATTENDED = Answer(
    "not-attended",
    (Step.OUTCOME_NOT_ATTENDED,),
    says="Nobody attended",
    hint="The office apologises to the organiser.",
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
    hint="You attend. The organiser is told once an officer has read and released the letter.",
    asks="Accept this invitation?",
    then="You attend. The engagement is in your diary.",
    did="accepted",
)
# In a joint invitation, where asking the Deputy to accompany is the other way.
ACCEPT_ALONE = replace(
    ACCEPT,
    says="Accept alone",
    hint=(
        "You attend, and the Deputy is not asked. The organiser is told once an officer "
        "has read and released the letter."
    ),
    asks="Accept, without asking the Deputy to accompany you?",
)

MAYORS = (
    ACCEPT,
    Answer(
        "accept-together",
        (Step.ACCEPT_TOGETHER,),
        Outcome.ACCEPT_TOGETHER,
        says="Accept, and ask the Deputy to accompany you",
        hint=(
            "You attend. The Deputy is asked; the organiser hears of the Deputy only "
            "after the Deputy has accepted."
        ),
        asks="Accept, and ask the Deputy to accompany you?",
        then="You attend, and the Deputy has been asked to accompany you. The engagement is in your diary.",
        did="accepted, and asked the Deputy to accompany you",
    ),
    Answer(
        "ask-deputy",
        (Step.DELEGATE,),
        Outcome.DELEGATE,
        says="Cannot attend, ask the Deputy",
        hint="The Deputy is asked to go on your behalf. The organiser hears nothing until the Deputy "
        "has accepted. If the Deputy says no, it comes back to you.",
        asks="Ask the Deputy to attend on your behalf?",
        then="The Deputy has been asked. If the Deputy cannot go, it comes back to you.",
        did="asked the Deputy to attend",
        fields=("agreed_reason", "reason"),
    ),
    Answer(
        "no-longer",
        (Step.MAYOR_CANNOT,),
        Outcome.DELEGATE,
        says="Can no longer attend, ask the Deputy",
        hint="The Deputy is asked to go on your behalf. The organiser hears of it once the Deputy has "
        "accepted. If the Deputy says no, it comes back to you.",
        asks="Ask the Deputy to attend on your behalf?",
        then="The Deputy has been asked. If the Deputy cannot go, it comes back to you.",
        did="asked the Deputy to attend",
        fields=("agreed_reason", "reason"),
    ),
    Answer(
        "decline",
        (Step.DECLINE,),
        Outcome.DECLINE,
        says="Decline outright",
        hint=(
            "It ends here. The organiser receives a courteous letter, "
            "and the invitation is never passed to the Deputy."
        ),
        asks="Decline outright?",
        then="The invitation is declined. It is not passed on to anybody.",
        did="declined outright",
        fields=("decline_kind", "reason", "reason_for_release"),
        kind="warning",
    ),
    Answer(
        "exception",
        (Step.GRANT_EXCEPTION,),
        Outcome.EXCEPTION,
        says="Grant a goodwill exception",
        hint=(
            "For this occasion only: you step aside in favour of the Deputy, whom the organiser named. "
            "It is counted."
        ),
        asks="Grant a goodwill exception?",
        then=(
            "The Deputy has been asked, for this occasion. "
            "The organiser hears of it once the Deputy has accepted."
        ),
        did="granted a goodwill exception",
        fields=("exception_reason",),
        kind="secondary",
    ),
    Answer(
        "leave",
        (Step.LEAVE_TO_PROTOCOL,),
        Outcome.LEAVE,
        says="Leave it to the protocol",
        hint=(
            "No exception. The organiser is asked, as everybody is, "
            "whether they would like to invite the Mayor."
        ),
        asks="Leave it to the protocol?",
        then="The civic office goes on with it as the protocol says.",
        did="left it to the protocol",
    ),
    Answer(
        "nobody",
        (Step.NOBODY_GOES,),
        Outcome.NOBODY,
        says="Nobody goes after all",
        hint="The organiser was told that somebody would come. This calls it off, with an apology.",
        asks="Call off the attendance?",
        then="The attendance is called off. An officer reads the apology and releases it.",
        did="called the attendance off",
        fields=("reason", "reason_for_release"),
        kind="warning",
    ),
    Answer(
        "take-back",
        (Step.TAKE_BACK, Step.ACCOMPANY_TAKE_BACK),
        Outcome.TAKE_BACK,
        says="Take back what you asked of the Deputy",
        hint="The Deputy is no longer asked and no longer sees the invitation.",
        asks="Take back what you asked of the Deputy?",
        then="The Deputy is no longer asked.",
        did="took back what you asked of the Deputy",
        kind="secondary",
    ),
    Answer(
        "correct",
        (Step.CORRECT_SLIP,),
        Outcome.CORRECT,
        says="Correct a slip",
        hint="The letter has not left yet: it is withdrawn, and you decide again.",
        asks="Withdraw your decision and decide again?",
        then="Your decision is withdrawn, and its letter with it. The invitation waits for you again.",
        did="corrected a slip",
        kind="secondary",
    ),
    Answer(
        "look-again",
        (Step.LOOK_AGAIN,),
        Outcome.LOOK_AGAIN,
        says="Ask the office to look again",
        hint=(
            "The office takes the invitation up again. If the organiser was told of the refusal, "
            "they are told that it is open again."
        ),
        asks="Ask the office to look at the refusal again?",
        then="The civic office takes the invitation up again.",
        did="asked the office to look again",
        kind="secondary",
    ),
    Answer(
        "take-up",
        (Step.TAKE_UP,),
        Outcome.TAKE_UP,
        says="Take it up again",
        hint=(
            "You declined this, and the organiser was told. It comes back to you to decide; the organiser is "
            "told that it is open again. The Deputy cannot be asked."
        ),
        asks="Take up this invitation again?",
        then="The invitation waits for your decision again.",
        did="took up an invitation again",
        kind="secondary",
    ),
    Answer(
        "ask",
        (Step.ASK_OFFICE,),
        Outcome.ASK,
        says="Ask the office a question",
        hint="It goes back to the civic office, which puts it to you again with the answer.",
        asks="Ask the office a question",
        then="The civic office has your question and will put the invitation to you again.",
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
        hint="You go. The civic office writes to the organiser that you come.",
        asks="Accept?",
        then="You have accepted. It is in your diary.",
        fields=(),
    ),
    Answer(
        "decline",
        (Step.DEPUTY_DECLINES, Step.ACCOMPANY_DECLINES),
        says="Decline",
        hint="It goes back to the Mayor. The organiser does not hear that you were asked.",
        asks="Decline?",
        then="You have declined. The Mayor and the civic office know; nobody else does.",
        fields=("private_reason",),
        kind="secondary",
    ),
    Answer(
        "cannot",
        (Step.DEPUTY_CANNOT, Step.ACCOMPANY_CANNOT),
        says="I can no longer attend",
        hint="The Mayor decides how it goes on, and the civic office writes to the organiser.",
        asks="Can you no longer attend?",
        then="The Mayor and the civic office know that you can no longer attend.",
        fields=("private_reason",),
        kind="warning",
    ),
    Answer(
        "mistaken",
        (Step.CORRECT_NO,),
        says="I said no by mistake",
        hint="The Mayor is told, and may ask you again.",
        asks="Did you say no by mistake?",
        then="Your no is taken back. The Mayor knows, and may ask you again.",
        fields=(),
        kind="secondary",
    ),
    ATTENDED,
    NOT_ATTENDED,
)
DEPUTYS_BY_SLUG = {answer.slug: answer for answer in DEPUTYS}
MAYORS_BY_SLUG = {answer.slug: answer for answer in MAYORS}
MAYORS_BY_OUTCOME = {answer.outcome: answer for answer in MAYORS if answer.outcome}
