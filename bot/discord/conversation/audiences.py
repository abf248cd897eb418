"""Who will see what is answered: with it restricted articles are told of where they may be, and nowhere else."""

from __future__ import annotations

import discord

from bot.discord.conversation.places import place_of
from bot.records import Place
from index import KEEPER, PUBLIC, Audience

__all__ = ["KEEPER", "alone", "everybody", "of", "roles_of"]


def everybody(place: Place) -> Audience:
    """Return all who can read a channel, or a thread of it; elsewhere no restricted article is told of."""
    return PUBLIC if place.server is None else Audience(place.parent or place.channel)


def of(interaction: discord.Interaction, *, private: bool) -> Audience:
    """Return who will see the answer to an interaction, with their roles as Discord sends them where it is private."""
    place = place_of(interaction)
    return alone(place, interaction.user) if private else everybody(place)


def alone(place: Place, person: discord.User | discord.Member) -> Audience:
    """Return one person in a place, or in their direct messages."""
    return Audience(everybody(place).channel, roles_of(person))


def roles_of(person: discord.User | discord.Member) -> frozenset[int]:
    """Return the roles that a person has now, as Discord has just told."""
    return frozenset(role.id for role in person.roles) if isinstance(person, discord.Member) else frozenset()
