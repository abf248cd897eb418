"""The many addresses of one article -> the one that it is known by."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh|mc_[ce]id|_hs(?:enc|mi)"
    r"|mkt_tok|vero_id|oly_(?:anon|enc)_id|_ga|_gl|at_(?:medium|campaign|link_.*|format|ptr_name)|ns_(?:mchannel|source"
    r"|campaign|linkname)|smid|ncid|cmpid|wt\.mc_id|ref_src|ref_url|__twitter_impression|s_cid|icid|sh_kit"
)
_AMP_KEYS = {"amp": {"", "1", "true", "yes"}, "outputtype": {"amp"}, "output": {"amp"}, "m": {"1"}, "mobile": {"1"}}
_AMP_END = re.compile(r"(?:/amp|\.amp(?=\.html?$)|\.amp)(?=$|\.html?$)", re.IGNORECASE)
_SAME = re.compile(r"(?:www\d?|m|mobile|amp)\.(?=[^.]+\.[^.])")
_INNER_MOBILE = re.compile(r"(?<=^[a-z]{2}\.)m\.(?=[^.]+\.)")
_CACHE = re.compile(
    r"https?://(?:(?:www\.)?google\.[a-z.]{2,6}/amp|[a-z0-9-]+\.cdn\.ampproject\.org/[a-z]{1,2})/(?P<secure>s/)?"
    r"(?P<rest>[^/?#]+\.[^/?#]+(?:[/?#].*)?)",
    re.IGNORECASE,
)


def split_address(value: str | None) -> SplitResult | None:
    """Return the parts of an address, or None where it is broken."""
    try:
        parts = urlsplit(value or "")
        _ = parts.port  # read here: a broken port raises only when it is asked for
    except ValueError:
        return None
    return parts


def unwrapped(address: str) -> str:
    """Return the page that an address of an AMP cache stands for; any other address as it is."""
    cached = _CACHE.fullmatch(address)
    return f"http{'s' if cached['secure'] else ''}://{unquote(cached['rest'])}" if cached else address


def clean_address(value: str) -> str:
    """Return an address that leads to the same page, without fragment and what tells where a reader came from."""
    parts = split_address(value)
    if parts is None:
        return value
    kept = [(key, said) for key, said in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(key)]
    if len(kept) == len(parse_qsl(parts.query, keep_blank_values=True)):
        return parts._replace(fragment="").geturl()
    return parts._replace(fragment="", query=urlencode(kept)).geturl()


def canonical_url(value: str) -> str:
    """Return the form in which the addresses of one article are the same.

    Without fragment, tracking, default port and last slash, always https, and for its pages for phones too.
    """
    parts = split_address(unwrapped(value))
    if parts is None:
        return value
    port = f":{parts.port}" if parts.port not in (None, *PORTS.values()) else ""
    said = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([(key, what) for key, what in said if not _is_tracking(key) and not _is_amp(key, what)])
    path = _AMP_END.sub("", parts.path.rstrip("/"))
    scheme = "https" if parts.scheme in PORTS else parts.scheme
    address = f"{scheme}://{site_of(parts.hostname)}{port}{path}"
    return f"{address}?{query}" if query else address


def site_of(host: str | None) -> str:
    """Return the host that a site's hosts for phones and its `www` stand for."""
    bare = _SAME.sub("", (host or "").lower().removesuffix("."), count=1)
    return _INNER_MOBILE.sub("", bare)


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses belong to one site: the same host, or hosts under one registered name."""
    first, second = split_address(one), split_address(other)
    if first is None or second is None or not first.hostname or not second.hostname:
        return False
    if site_of(first.hostname) == site_of(second.hostname):
        return first.port == second.port or {first.port, second.port} <= {None, *PORTS.values()}
    from tld import get_fld

    names = [
        get_fld(f"https://{host}", search_private=True, fail_silently=True)
        for host in (first.hostname, second.hostname)
    ]
    return names[0] is not None and names[0] == names[1]


def _is_tracking(key: str) -> bool:
    return bool(_TRACKING.fullmatch(key.lower()))


def _is_amp(key: str, value: str) -> bool:
    return value.lower() in _AMP_KEYS.get(key.lower(), ())
