"""How the stored words are shown to people."""

from collections.abc import Mapping

LABELS: Mapping[str, Mapping[str, str]] = {
    "verdict": {
        "verified": "Verified",
        "partly_verified": "Partly verified",
        "misleading": "Misleading",
        "false": "False",
        "disputed": "Disputed",
        "unverified": "Unverified",
        "not_checkable": "Not checkable",
        "none": "No verdict yet",
    },
    "work": {
        "unstarted": "Unstarted",
        "in_progress": "In progress",
        "help_needed": "Help needed",
        "ready_for_review": "Ready for review",
        "signed_off": "Signed off",
        "reopened": "Reopened",
        "dropped": "Dropped",
    },
    "kind": {
        "claim": "Claim",
        "video": "Video",
        "photo": "Photo",
        "social": "Social post",
        "audio": "Audio",
        "link": "Link",
    },
    "band": {"claim": "Claim", "maybe": "Maybe a claim", "aside": "Set aside", "none": "Media"},
    "stance": {"supports": "Supports", "refutes": "Refutes", "context": "Context"},
    "source": {
        "person": "Person",
        "official": "Official",
        "agency": "News agency",
        "outlet": "Outlet",
        "eyewitness": "Eyewitness",
        "account": "Social account",
        "organisation": "Organisation",
        "armed_group": "Armed group",
        "own_reporter": "Own reporter",
    },
    "platform": {
        "youtube": "YouTube",
        "twitter": "X (Twitter)",
        "instagram": "Instagram",
        "facebook": "Facebook",
        "tiktok": "TikTok",
        "telegram": "Telegram",
        "vimeo": "Vimeo",
        "dailymotion": "Dailymotion",
    },
    "role": {"viewer": "Viewer", "checker": "Checker", "editor": "Editor", "admin": "Admin"},
    "act": {
        "story_opened": "Story opened",
        "story_read_again": "Blog read again",
        "moved": "Work moved on",
        "dismissed": "Dismissed",
        "reopened": "Reopened",
        "alert_cleared": "Change in the blog looked at",
        "claim_added": "Claim added by hand",
        "bounds_changed": "Words changed",
        "split": "Split",
        "merged": "Merged",
        "evidence_added": "Link attached",
        "evidence_withdrawn": "Link withdrawn",
        "collected": "Link captured",
        "lost": "Link not captured",
        "verdict_recorded": "Verdict recorded",
        "signed_off": "Signed off",
        "sent_back": "Sent back",
        "file_attached": "File attached",
        "address_entered": "Address entered",
        "described": "Metadata fetched",
        "not_described": "Metadata or frames not to be had",
        "hashed": "Frames and hashes taken",
    },
}


def label(words: str, value: str | None) -> str:
    """The words for a stored value; a value without any is shown as it is, underscores as spaces."""
    return LABELS[words].get(value or "none", (value or "none").replace("_", " "))
