"""What Darkroom asks of its databases, and how long the answer takes on an idle one."""

from __future__ import annotations

from dataclasses import replace

from rounds.simulator import Database, Statement, Table, ms, us

from .plans import RULES, RULES_WIDTH, by_index, one_by_one

postgres = Database("postgres", "postgresql", "16.4", cores=4, connections=200, slowest=6.0, holds="darkroom")
redis = Database("redis", "redis", "7.4", cores=1, connections=10_000, slowest=4.0)

# --- tables ---------------------------------------------------------------------------------------

PAPER_INDEX = "price_rules_paper_id_size_id_idx"
rules = Table("price_rules", postgres, rows=RULES, width=RULES_WIDTH, indexes=("price_rules_pkey", PAPER_INDEX))
rebuilt_rules = replace(rules, indexes=("price_rules_pkey",))
render_jobs = Table("render_jobs", postgres, rows=0, width=380, indexes=("render_jobs_pkey",),
                    gauge="render_jobs_pending", labels=(("queue", "prints"),))  # fmt: skip
TABLES = (
    rules,
    render_jobs,
    Table("photos", postgres, rows=6_240_000, width=310, indexes=("photos_pkey", "photos_account_id_idx")),
    Table("orders", postgres, rows=1_120_000, width=420, indexes=("orders_pkey", "orders_account_id_idx")),
    Table("stock", postgres, rows=640, width=120, indexes=("stock_pkey",)),
)  # fmt: skip

# --- Redis ----------------------------------------------------------------------------------------

session = Statement("GET session", redis, us(180, 900), "GET session:?")
cached_page = Statement("GET page", redis, us(200, 1000), "GET page:?")

# --- storefront and uploads -----------------------------------------------------------------------

photos = Statement(
    "SELECT photos", postgres, ms(9, 38),
    "SELECT id, title, taken_at FROM photos WHERE account_id = $1 ORDER BY taken_at DESC LIMIT 60",
    rows=60, blocks=66, table="photos", index="photos_account_id_idx", parameters="$1 = '{account}'",
)  # fmt: skip
photo = Statement(
    "SELECT photo", postgres, ms(2.1, 9), "SELECT * FROM photos WHERE id = $1", table="photos",
    parameters="$1 = 'ph_…'",
)  # fmt: skip
new_photo = Statement(
    "INSERT photos", postgres, ms(3, 12), "INSERT INTO photos (id, account_id, title, taken_at) VALUES ($1, $2, $3, $4)",
    wal=640, table="photos", parameters="$1 = 'ph_…'",
)  # fmt: skip
orders = Statement(
    "SELECT orders", postgres, ms(6, 26),
    "SELECT * FROM orders WHERE account_id = $1 ORDER BY ordered_at DESC LIMIT 20",
    rows=12, blocks=18, table="orders", index="orders_account_id_idx", parameters="$1 = '{account}'",
)  # fmt: skip
new_order = Statement(
    "INSERT orders", postgres, ms(4, 17),
    "INSERT INTO orders (id, account_id, total, ordered_at) VALUES ($1, $2, $3, now())",
    wal=720, table="orders", parameters="$1 = 'ord_…'",
)  # fmt: skip

# --- pricing --------------------------------------------------------------------------------------

price = Statement(
    "SELECT price_rules", postgres, ms(2.4, 9),
    "SELECT price FROM price_rules WHERE paper_id = $1 AND size_id = $2 AND min_copies <= $3 "
    "ORDER BY min_copies DESC LIMIT 1",
    blocks=6, table="price_rules", index=PAPER_INDEX, plans=((0, by_index),),
    parameters="$1 = 'matte-260', $2 = '30x40', $3 = 2",
)  # fmt: skip
slow_price = replace(
    price, takes=ms(760, 1560), weighs=0.04, blocks=RULES * RULES_WIDTH // 8192, passes=RULES, plans=((0, one_by_one),)
)

# --- warehouse and rendering ----------------------------------------------------------------------

reserve = Statement(
    "UPDATE stock", postgres, ms(2.2, 9), "UPDATE stock SET reserved = reserved + $2 WHERE paper_id = $1",
    wal=320, table="stock", parameters="$1 = 'matte-260', $2 = 2",
)  # fmt: skip
count_stock = Statement(
    "SELECT stock", postgres, ms(2, 8), "SELECT * FROM stock WHERE paper_id = $1 FOR UPDATE", table="stock",
    parameters="$1 = 'matte-260'",
)  # fmt: skip
counted_stock = Statement(
    "UPDATE stock counted", postgres, ms(2.4, 9), "UPDATE stock SET on_hand = $2, counted_at = now() WHERE paper_id = $1",
    wal=340, table="stock", parameters="$1 = 'matte-260', $2 = 1148",
)  # fmt: skip
insert_job = Statement(
    "INSERT render_jobs", postgres, ms(1.6, 7), "INSERT INTO render_jobs (id, order_id, layout) VALUES ($1, $2, $3)",
    wal=900, table="render_jobs", parameters="$1 = 'job_…'",
)  # fmt: skip
finish_job = Statement(
    "DELETE render_jobs", postgres, ms(1.8, 8), "DELETE FROM render_jobs WHERE id = $1", wal=210, table="render_jobs",
    parameters="$1 = 'job_…'",
)  # fmt: skip
printed = Statement(
    "UPDATE orders", postgres, ms(3, 13), "UPDATE orders SET printed_at = now() WHERE id = $1", wal=520, table="orders",
    parameters="$1 = 'ord_…'",
)  # fmt: skip
