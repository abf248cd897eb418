"""/ask, the message menu, and the modal behind Ask more."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.base import DeskBot, bot_of
from bot.discord.commandtexts import command_of, local
from bot.discord.conversation.addressing import author_of, question_in
from bot.discord.conversation.answering import answer
from bot.discord.conversation.attending import attend, defer, tell
from bot.discord.conversation.choosing import complete, complete_publisher, day_of, is_for_roles, narrow, reach_of
from bot.discord.conversation.places import place_of, server_of
from bot.discord.views import modal
from bot.discord.views.acts import kept_here
from bot.errors import Expired
from bot.records import ArticleRef, Footing, Scope
from bot.texts import Phrases
from index import Narrowing, UnknownArticle

LONGEST = 1000
LONGEST_NAME = 100


class Asking(commands.Cog):
    """Questions by command, by menu and by modal."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name=local("command.find.name"), callback=self._find)

    async def cog_load(self) -> None:
        """Add the message menu, which a cog does not do by itself."""
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the message menu away."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @command_of("ask", "question", "article", "publisher", "since", "private")
    @app_commands.autocomplete(article=complete, publisher=complete_publisher)
    async def ask(
        self,
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, LONGEST],
        article: str | None = None,
        publisher: app_commands.Range[str, 1, LONGEST_NAME] | None = None,
        since: app_commands.Range[str, 1, LONGEST_NAME] | None = None,
        private: bool = False,
    ) -> None:
        """Answer a question; from one article, one publisher, or what is new, where that is named."""
        alone = private or (article is not None and is_for_roles(interaction, article))
        options = article or publisher or since
        footing = partial(_narrowed, interaction, article, publisher, since, private=alone) if options else None
        await attend(
            interaction, lambda say: answer(interaction, say, question, "command", footing=footing, private=alone)
        )

    async def _find(self, interaction: discord.Interaction, message: discord.Message) -> None:
        me = self._bot.user.id if self._bot.user else 0
        question, author = question_in(message.content, me), author_of(message, interaction.user.id)

        async def act(say: Phrases) -> None:
            if question:
                await answer(interaction, say, question, "menu", author=author)
            else:
                await defer(interaction, private=True)
                await tell(interaction, say("hint.no_text"))

        await attend(interaction, act)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer the question of a submitted modal, whichever run of the bot has shown it."""
        under = modal.asked_under(interaction)
        if under is not None:
            await attend(interaction, lambda say: self._ask_more(interaction, under, say))
        elif (article := modal.asked_of(interaction)) is not None:
            await attend(interaction, lambda say: self._ask_article(interaction, article, say))

    async def _ask_article(self, interaction: discord.Interaction, article: int, say: Phrases) -> None:
        async def footing() -> Footing:
            server = server_of(interaction)
            if server is None or await self._bot.desk.following.is_gone(server, article):
                raise UnknownArticle("This article was removed.")
            return Footing(Scope(server, shared=False, articles=(ArticleRef("server", article),)))

        await answer(interaction, say, modal.question_in(interaction), "modal", footing=footing, private=False)

    async def _ask_more(self, interaction: discord.Interaction, under: modal.Under, say: Phrases) -> None:
        async def footing() -> Footing:
            kept = await kept_here(interaction, under.answer)
            if kept is None:
                raise Expired("The answer that this hangs on is no longer kept: ask with /ask.")
            return kept.footing

        question, private = modal.question_in(interaction), not under.public
        await answer(interaction, say, question, "modal", footing=footing, private=private)


async def _narrowed(
    interaction: discord.Interaction, article: str | None, publisher: str | None, since: str | None, *, private: bool
) -> Footing:
    narrowing = Narrowing(day_of(since) if since else None, publisher)
    desk = bot_of(interaction).desk
    reach = reach_of(interaction, private=private)
    scope = await (narrow(interaction, article, reach) if article else desk.scope(place_of(interaction)))
    return Footing(replace(scope, narrowing=narrowing))
