"""A candidate works out `webhooks-slow` the way the interview guide expects, by clicking what a person would click."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def tool(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Tools").get_by_role("link", name=name).click()


def narrowed(question: str | None) -> bool:
    return all(part in str(question) for part in ("status:error", "name:webhook.deliver"))


def number(text: str) -> float:
    """The first number in a text of the interface: thousands stand apart by thin spaces."""
    found = re.search(r"\d[\d\u2009\u202f\u00a0 .]*", text)
    assert found, text
    return float(re.sub(r"[^\d.]", "", found[0]))


def test_the_expected_path_from_symptom_to_cause(candidate: Page, interviewer: Page) -> None:
    page = candidate
    page.bring_to_front()

    # The symptom first.
    page.get_by_role("link", name=re.compile("^Open scenario 1")).click()
    expect(page.get_by_role("main")).to_contain_text("This started 15 minutes ago")

    # Metrics: outbound requests grow from nothing to well over a hundred a second, and so does their error share.
    tool(page, "Metrics")
    outbound = page.get_by_role("region", name="Outbound requests")
    picture = outbound.get_by_role("img", name=re.compile("503 from"))
    low, high = re.findall(r"[\d.]+", str(picture.get_attribute("aria-label")).split("503 from")[1])[:2]
    assert float(low) < 1 < 100 < float(high)
    share = page.get_by_role("region", name="Error share of outbound").get_by_role("img")
    from_share, to_share = re.findall(r"([\d.]+) ?%", str(share.get_attribute("aria-label")))
    assert float(from_share) < 2 < 25 < float(to_share)

    # Traces: failed deliveries all go to one address. One is opened: its retry_count stands among its attributes.
    tool(page, "Traces")
    fields = page.get_by_role("complementary", name="Fields")
    fields.get_by_role("checkbox", name=re.compile("^status error")).click()
    with page.expect_response(lambda answer: "/traces/search" in answer.url and narrowed(answer.request.post_data)):
        fields.get_by_role("checkbox", name=re.compile("^name webhook.deliver")).click()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    address = fields.get_by_role("checkbox", name=re.compile("^server.address "))
    expect(address.first).to_be_visible()
    host = str(address.first.get_attribute("aria-label") or address.first.accessible_name).split()[1].rstrip(",")
    assert host.endswith(".example")
    page.get_by_role("grid", name="Traces").get_by_role("link", name=re.compile("job.process")).first.click()
    span = page.get_by_role("complementary", name="Span")
    expect(span.get_by_role("heading", name="webhook.deliver")).to_be_visible()
    retries = span.locator("dt", has_text=re.compile("^retry_count$")).locator("xpath=following-sibling::dd[1]")
    assert number(retries.inner_text()) >= 1
    webhook = span.locator("dt", has_text=re.compile("^webhook_id$")).locator("xpath=following-sibling::dd[1]")
    webhook_id = webhook.inner_text().strip()
    assert webhook_id.startswith("wh_")

    # Logs: the lines of that webhook, attempt after attempt.
    span.get_by_role("link", name=re.compile(f"^Lines with webhook_id {webhook_id}")).click()
    page.wait_for_url("**/logs?**")
    expect(page.get_by_role("textbox", name="Search logs")).to_contain_text(f"webhook_id:{webhook_id}")
    lines = page.get_by_role("grid", name="Lines")
    expect(lines.get_by_text("webhook delivery failed").nth(4)).to_be_visible()

    # What was asked is on the interviewer's record, each step of it.
    interviewer.bring_to_front()
    interviewer.reload()
    interviewer.get_by_role("link", name="What was asked").first.click()
    record = interviewer.get_by_role("main")
    for asked in ("http_client_requests_total", "status:error", "webhook.deliver", f"webhook_id:{webhook_id}"):
        expect(record).to_contain_text(asked)
