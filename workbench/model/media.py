"""What is known of a media item: its address and metadata, its file, its frames with their fingerprints."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from workbench.model.columns import UtcDateTime


class Media(SQLModel, table=True):
    """The media side of an item. `lost` means that the blog named it without its address.

    `facts` holds each metadata field as {"value", "from"}; `described_at` and `failure` say how the last
    look at the address went. `file_sha256` is the copy that frames were taken from.
    """

    __tablename__ = "media"

    item_id: int = Field(primary_key=True, foreign_key="item.id")
    platform: str | None = Field(default=None, max_length=40)
    platform_id: str | None = Field(default=None, max_length=500)
    url: str | None = Field(default=None, max_length=2000)
    thumbnail_url: str | None = Field(default=None, max_length=2000)
    title: str | None = None
    uploader: str | None = None
    caption: str | None = None
    gallery: int | None = None
    lost: bool = False
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    described_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failure: str | None = None
    file_sha256: str | None = Field(default=None, max_length=64)
    file_type: str | None = Field(default=None, max_length=100)
    file_name: str | None = Field(default=None, max_length=300)
    file_from: str | None = Field(default=None, max_length=500)
    duration: float | None = None
    width: int | None = None
    height: int | None = None


class Frame(SQLModel, table=True):
    """One frame of a video, or the one of a photo: its picture in the store and its perceptual hash.

    `phash` and `mirrored` are 64-bit hashes as 16 hexadecimal digits; a `blank` frame never matches.
    """

    __tablename__ = "frame"
    __table_args__ = (UniqueConstraint("item_id", "number", name="frame_numbered_once"),)

    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="item.id", index=True)
    number: int
    at: float
    sha256: str = Field(max_length=64)
    width: int
    height: int
    algorithm: str = Field(max_length=60)
    phash: str = Field(max_length=16)
    mirrored: str = Field(max_length=16)
    blank: bool = False
