"""What the buttons under an answer do."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

import discord

from bot.desk.withholding import is_withheld
from bot.discord.access import may_manage
from bot.discord.base import UNREACHABLE, bot_of
from bot.discord.conversation import audiences
from bot.discord.conversation.attending import attend, conclude, defer, tell
from bot.discord.conversation.objecting import objection
from bot.discord.conversation.places import server_of
from bot.discord.conversation.posts import mark_solved
from bot.discord.conversation.showing import shown
from bot.discord.embeds.context import context_embeds
from bot.discord.embeds.more import more_embed, more_pages
from bot.discord.embeds.refusal import nearest_embed
from bot.discord.embeds.summary import summary_embed
from bot.discord.embeds.why import Why, why_embed
from bot.discord.views import modal
from bot.discord.views.buttons import HELPFUL, PUBLIC, UNHELPFUL, answer_view, options_view, pages_view
from bot.discord.views.reading import passages, still_there
from bot.discord.views.reporting import is_reportable, report
from bot.discord.views.sharing import share
from bot.records import Kept
from bot.texts import Phrases, phrases
from index import Audience, shared_words

SENTENCES = 6
"""Of a summary, as many as /summary gives by itself."""
LONGEST_TOPIC = 200

Act = Callable[[discord.Interaction, Kept, Phrases, int], Awaitable[None]]


async def press(interaction: discord.Interaction, act: str, answer: str, page: int) -> None:
    """Do what a button is for, or say that its answer is no longer kept."""
    await attend(interaction, lambda say: _press(interaction, act, answer, page, say))


async def _press(interaction: discord.Interaction, act: str, answer: str, page: int, say: Phrases) -> None:
    if act == "ask":
        # A modal can only be the first answer: whether the answer is still kept shows when it is sent.
        await interaction.response.send_modal(modal.ask_modal(answer, say, public=page == PUBLIC))
        return
    if act in _IN_PLACE:
        await interaction.response.defer()
    else:
        await defer(interaction, private=True)
    kept = await kept_here(interaction, answer)
    if kept and act not in _OF_ALL:
        kept = await _for_them(interaction, kept)
    if kept and act in _ACTS:
        await _ACTS[act](interaction, kept, say, page)
    else:
        await tell(interaction, say("expired.body"))


async def _for_them(interaction: discord.Interaction, kept: Kept) -> Kept | None:
    """Return an answer as the one who presses alone may see it here, now; None where nothing is left of it."""
    now = await bot_of(interaction).desk.kept_for(kept, await _audience(interaction, kept))
    return None if is_withheld(kept, now) else now


async def _audience(interaction: discord.Interaction, kept: Kept) -> Audience:
    server = kept.asking.scope.server
    if server is None or server_of(interaction) is not None:
        return audiences.of(interaction, private=True)
    # In direct messages Discord sends no roles along.
    member = await bot_of(interaction).member(server, interaction.user.id)
    return Audience(roles=audiences.roles_of(member))


async def kept_here(interaction: discord.Interaction, answer: str) -> Kept | None:
    """Return an answer where it is kept and was given in this server, or sent to this member of its server.

    A private one is its asker's alone.
    """
    kept = await bot_of(interaction).desk.kept(answer)
    if kept is None or (kept.asking.private and kept.asking.asker != interaction.user.id):
        return None
    is_here = kept.asking.scope.server == server_of(interaction)
    return kept if is_here or await _was_sent_to(interaction, kept) else None


async def _was_sent_to(interaction: discord.Interaction, kept: Kept) -> bool:
    """Tell whether a server's answer stands in the direct messages of a person who is still in that server."""
    server, person = kept.asking.scope.server, interaction.user.id
    if server_of(interaction) is not None or server is None or person != kept.asking.asker:
        return False
    try:
        await bot_of(interaction).member(server, person)
    except UNREACHABLE:
        return False
    return True


async def _context(interaction: discord.Interaction, kept: Kept, say: Phrases, _page: int) -> None:
    found = await passages(bot_of(interaction).desk, kept)
    await interaction.edit_original_response(embeds=context_embeds(found, say))


async def _more(interaction: discord.Interaction, kept: Kept, say: Phrases, page: int) -> None:
    quotes, gone = await still_there(bot_of(interaction).desk, kept, kept.answer.further)
    pages = more_pages(quotes)
    page = min(max(page, 1), pages)
    view = pages_view(kept.id, page, pages, say) if pages > 1 else None
    await interaction.edit_original_response(embed=more_embed(kept, page, gone, say, quotes), view=view)


async def _topic(interaction: discord.Interaction, kept: Kept, say: Phrases, _page: int) -> None:
    """Summarise what was asked in a word alone, as /summary would."""
    if refused := objection(interaction, say):
        await tell(interaction, refused)
        return
    desk = bot_of(interaction).desk
    topic = kept.asking.question[:LONGEST_TOPIC]
    summary = await desk.summarise(desk.now(kept.asking.scope), topic, SENTENCES, None)
    await interaction.edit_original_response(embed=summary_embed(summary, say))


async def _nearest(interaction: discord.Interaction, kept: Kept, say: Phrases, _page: int) -> None:
    quotes, _gone = await still_there(bot_of(interaction).desk, kept, kept.answer.nearest)
    now = replace(kept, answer=replace(kept.answer, nearest=tuple(quotes)))
    await interaction.edit_original_response(embed=nearest_embed(now, say))


async def _helpful(interaction: discord.Interaction, kept: Kept, _say: Phrases, _page: int) -> None:
    await _vote(interaction, kept, helpful=True)


async def _unhelpful(interaction: discord.Interaction, kept: Kept, _say: Phrases, _page: int) -> None:
    await _vote(interaction, kept, helpful=False)


async def _vote(interaction: discord.Interaction, kept: Kept, *, helpful: bool) -> None:
    person = interaction.user.id
    bot = bot_of(interaction)
    votes = await bot.desk.record(
        lambda store: store.votes(kept.id) if store.vote(kept.id, person, helpful) else (0, 0)
    )
    bot.meter.voted(helpful=helpful)
    # Everybody sees the buttons: they stay in the language of the answer.
    view = answer_view(kept, phrases(kept.asking.language), votes, solved=_is_solved(interaction))
    await interaction.edit_original_response(view=view)


async def _show(interaction: discord.Interaction, kept: Kept, say: Phrases, _page: int) -> None:
    answer = shown(kept, say)
    await interaction.edit_original_response(embed=answer.embed, view=answer.view)


async def _solved(interaction: discord.Interaction, kept: Kept, say: Phrases, _page: int) -> None:
    """Mark a post as solved for its author: in words, and by the forum's tag where there is one and the bot may."""
    if interaction.user.id != kept.asking.asker:
        await tell(interaction, say("solved.refused"))
        return
    theirs, post = phrases(kept.asking.language), interaction.channel
    votes = await bot_of(interaction).desk.record(lambda store: store.votes(kept.id))
    view = answer_view(kept, theirs, votes, solved=True)
    await interaction.edit_original_response(content=theirs("solved.by", who=interaction.user.mention), view=view)
    if isinstance(post, discord.Thread):
        # The words stand there; the tag is the forum's own way to say it.
        with contextlib.suppress(discord.HTTPException):
            await mark_solved(post, interaction.app_permissions)


def _is_solved(interaction: discord.Interaction) -> bool:
    """Tell whether the answer's message says that the post is solved: else it has no words beside its embed."""
    return bool(interaction.message and interaction.message.content)


async def _options(interaction: discord.Interaction, kept: Kept, say: Phrases, _page: int) -> None:
    helpful, unhelpful = await bot_of(interaction).desk.record(lambda store: store.votes(kept.id))
    # A screen reader names the pictures on the buttons by what they show.
    counted = {f"{HELPFUL} {say('button.helpful')}": helpful, f"{UNHELPFUL} {say('button.unhelpful')}": unhelpful}
    words = " · ".join(f"{name}: {count}" for name, count in counted.items())
    public = interaction.message is not None and not interaction.message.flags.ephemeral
    reportable = public and is_reportable(bot_of(interaction), kept)
    server = kept.asking.scope.server
    is_theirs = server is not None and server == interaction.guild_id and not kept.asking.private
    choosing = is_theirs and may_manage(interaction, bot_of(interaction).desk.server(server))
    view = options_view(kept, say, public=public, reportable=reportable, choosing=choosing)
    await interaction.edit_original_response(content=words, view=view)


async def _why(interaction: discord.Interaction, kept: Kept, say: Phrases, _page: int) -> None:
    bot, quotes = bot_of(interaction), kept.answer.quotes
    articles = await bot.desk.asked_of(kept.asking.scope)
    shared = shared_words(kept.asking.question, quotes[0].text) if quotes else None
    why = Why(articles, bot.settings.reader != "none", shared)
    await interaction.edit_original_response(embed=why_embed(kept, why, say))


async def _share(interaction: discord.Interaction, kept: Kept, say: Phrases, _page: int) -> None:
    await share(interaction, kept, say)


async def _report(interaction: discord.Interaction, kept: Kept, say: Phrases, _page: int) -> None:
    await report(interaction, kept, say)


async def _tell(interaction: discord.Interaction, kept: Kept, say: Phrases, _page: int) -> None:
    bot, person = bot_of(interaction), interaction.user.id
    is_new = await bot.desk.record(lambda store: store.wait(kept.id, person))
    bot.desk.waited()
    key = "refusal.waiting_dm" if kept.asking.private else "refusal.waiting"
    days = bot.settings.retention_days
    await tell(interaction, say(key, n=days) if is_new else say("refusal.waiting_already"))


async def _delete(interaction: discord.Interaction, kept: Kept, say: Phrases, _page: int) -> None:
    if not _may_delete(interaction, kept):
        await tell(interaction, say("delete.refused"))
        return
    # Where somebody has deleted the message meanwhile, what is kept of it goes all the same.
    with contextlib.suppress(discord.NotFound):
        await interaction.delete_original_response()
    desk, asker = bot_of(interaction).desk, kept.asking.asker
    if interaction.user.id == asker:
        await desk.record(lambda store: store.give_up(kept.id, asker))
    else:
        await desk.record(lambda store: store.forget(kept.id))
    desk.erased()


async def _erase(interaction: discord.Interaction, kept: Kept, say: Phrases, _page: int) -> None:
    """Delete an answer from beside it; one that its asker alone sees is theirs to dismiss."""
    if not _may_delete(interaction, kept):
        await tell(interaction, say("delete.refused"))
        return
    if kept.message is not None and interaction.channel_id is not None and not kept.ephemeral:
        channel = bot_of(interaction).get_partial_messageable(interaction.channel_id)
        with contextlib.suppress(discord.NotFound):
            await channel.get_partial_message(kept.message).delete()
    await bot_of(interaction).desk.record(lambda store: store.forget(kept.id))
    await conclude(interaction, content=say("delete.kept" if kept.ephemeral else "delete.done"), view=None)


def _may_delete(interaction: discord.Interaction, kept: Kept) -> bool:
    is_moderator = interaction.permissions.manage_messages and server_of(interaction) is not None
    return is_moderator or interaction.user.id == kept.asking.asker


_ACTS: Mapping[str, Act] = {
    "context": _context,
    "more": _more,
    "page": _more,
    "nearest": _nearest,
    "topic": _topic,
    "helpful": _helpful,
    "unhelpful": _unhelpful,
    "options": _options,
    "why": _why,
    "share": _share,
    "report": _report,
    "tell": _tell,
    "delete": _delete,
    "erase": _erase,
    "show": _show,
    "solved": _solved,
}
_IN_PLACE = {"page", "helpful", "unhelpful", "delete", "erase", "solved"}
"""What changes the message that its button stands under."""
_OF_ALL = {"helpful", "unhelpful", "options", "delete", "erase", "solved"}
"""What shows nothing of the articles, and so is done to an answer as it was given; all else shows what may be shown."""
