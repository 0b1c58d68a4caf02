"""The Mawei papers decided a third time, in plain SQL (SQLite): written from pack.yaml and the page on packs, by one who had not read core.policy.

A fact nobody knows is NULL, whose logic is Kleene's. A claim goes through four stages, each over all claims in acceptance order: its own lines;
how often and how many; its sum; the rules across subsidies in written order. Money is whole fen. SQL says all of it but one thing: how often
and how many ask each other (a referral that its referrer's limit refuses leaves the worker's only one free), so that stage is repeated until it
no longer changes; a claim depends only on earlier ones, so it always comes to rest.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import date
from typing import Any, NamedTuple


class Asked(NamedTuple):
    """One claim: who asks for what, when it was accepted, and what is known. A party or fact that is not there is not known."""

    number: str
    subsidy: str
    accepted_at: date
    known: Mapping[str, Any]


class Answer(NamedTuple):
    """granted, refused, asks (for a paper) or waits (for money), and how much in fen."""

    outcome: str
    amount: int


CLAIMS = """
CREATE TABLE claim (number, subsidy, accepted_at, worker, household, employer, referrer, agency, station, start_date, certified_on, founded_on,
  registered_poor, home_region, work_region, occupation, certificate_level, months_worked, insured_months, batch_people, distance_km,
  trainings_before, attended_months, ticket_fen, paid_elsewhere, documents, insured, organised_transfer, dispatched, serving_employee,
  tasks_fulfilled, certified)
"""

PAPERS = """
CREATE TABLE paper (subsidy, since);
INSERT INTO paper VALUES
  ('transport', '2017-07-01'), ('living', '2017-07-01'), ('training', '2017-07-01'),
  ('referral', '2018-03-01'), ('hire', '2018-03-01'), ('station', '2018-03-01'), ('group_transfer', '2018-03-01');
CREATE TABLE region (code, since);
INSERT INTO region VALUES ('640402', '2017-07-01'), ('640423', '2017-07-01'), ('621102', '2017-07-01');
CREATE TABLE rate (name, since, start, value);
INSERT INTO rate VALUES
  ('ticket_share', '2017-07-01', NULL, 10000), ('wait_months', '2017-07-01', NULL, 1),
  ('transport_band', '2017-07-01', 0, 20000), ('transport_band', '2017-07-01', 800, 40000), ('transport_band', '2017-07-01', 1500, 60000),
  ('living_month', '2017-07-01', NULL, 20000), ('living_month', '2018-03-01', NULL, 30000), ('living_months', '2017-07-01', NULL, 12),
  ('referral_band', '2018-03-01', 0, 0), ('referral_band', '2018-03-01', 3, 20000), ('referral_band', '2018-03-01', 6, 50000),
  ('referrals', '2018-03-01', NULL, 10),
  ('hire_band', '2018-03-01', 0, 0), ('hire_band', '2018-03-01', 1, 50000), ('hire_band', '2018-03-01', 5, 80000),
  ('hire_band', '2018-03-01', 20, 100000), ('hire_months', '2018-03-01', NULL, 3), ('hire_ceiling', '2018-03-01', NULL, 2000000),
  ('training_grade', '2017-07-01', 'junior', 80000), ('training_grade', '2017-07-01', 'intermediate', 120000),
  ('training_grade', '2017-07-01', 'senior', 200000), ('station_year', '2018-03-01', NULL, 3000000),
  ('transfer_band', '2018-03-01', 0, 0), ('transfer_band', '2018-03-01', 10, 20000), ('transfer_band', '2018-03-01', 30, 30000),
  ('family_ceiling', '2017-07-01', NULL, 1000000),
  ('living_budget', '2017-07-01', NULL, 10000000), ('living_budget', '2018-03-01', NULL, 30000000);
"""

# What stands on a claim's own papers. `day` chooses the rate, and what was not in force that day is not known; a month after the 31st ends
# with its last day. Living is asked on the day of acceptance, each of its months on its own first.
LINES = """
CREATE TABLE ordered AS
  SELECT row_number() OVER (ORDER BY accepted_at, number) AS n, *,
         CASE subsidy WHEN 'living' THEN accepted_at WHEN 'training' THEN certified_on WHEN 'station' THEN founded_on ELSE start_date END AS day
  FROM claim;
CREATE TABLE seen AS
  SELECT *, substr(day, 1, 4) AS year,
         registered_poor AND CASE WHEN home_region IS NULL OR day IS NULL OR day < (SELECT min(since) FROM region) THEN NULL
                                  ELSE home_region IN (SELECT code FROM region WHERE since <= day) END AS poor,
         work_region = '350105' AS here,
         min(date(start_date, 'start of month', '+1 month', '+' || (substr(start_date, 9) - 1) || ' days'),
             date(start_date, 'start of month', '+2 months', '-1 day')) AS opens,
         min(date(start_date, 'start of month', '+12 months', '+' || (substr(start_date, 9) - 1) || ' days'),
             date(start_date, 'start of month', '+13 months', '-1 day')) AS closes,
         (SELECT value FROM rate WHERE name = 'wait_months' AND since <= day ORDER BY since DESC) AS wait_months,
         (SELECT value FROM rate WHERE name = 'hire_months' AND since <= day ORDER BY since DESC) AS hire_months
  FROM ordered;
CREATE TABLE line AS
  SELECT n, 'in force' AS id, day >= since AS holds FROM seen JOIN paper USING (subsidy)
  UNION ALL SELECT n, 'poor', poor FROM seen WHERE subsidy <> 'station'
  UNION ALL SELECT n, 'here', here FROM seen WHERE subsidy NOT IN ('station', 'training')
  UNION ALL SELECT n, 'opens', accepted_at >= opens FROM seen WHERE subsidy = 'transport'
  UNION ALL SELECT n, 'closes', accepted_at <= closes FROM seen WHERE subsidy = 'transport'
  UNION ALL SELECT n, 'worked', months_worked >= wait_months FROM seen WHERE subsidy = 'transport'
  UNION ALL SELECT n, 'own travel', NOT organised_transfer FROM seen WHERE subsidy = 'transport'
  UNION ALL SELECT n, 'elsewhere', instr(paid_elsewhere, ',' || subsidy || ',') = 0 FROM seen WHERE subsidy IN ('transport', 'living')
  UNION ALL SELECT n, 'insured', insured FROM seen WHERE subsidy = 'living'
  UNION ALL SELECT n, 'referred', referrer IS NOT NULL AND referrer <> worker FROM seen WHERE subsidy = 'referral'
  UNION ALL SELECT n, 'serving', serving_employee FROM seen WHERE subsidy = 'referral'
  UNION ALL SELECT n, 'kept', months_worked >= 3 FROM seen WHERE subsidy IN ('referral', 'group_transfer')
  UNION ALL SELECT n, 'insured months', insured_months >= hire_months FROM seen WHERE subsidy = 'hire'
  UNION ALL SELECT n, 'own staff', NOT dispatched FROM seen WHERE subsidy = 'hire'
  UNION ALL SELECT n, 'certified', certified FROM seen WHERE subsidy = 'training'
  UNION ALL SELECT n, 'few', trainings_before < 3 FROM seen WHERE subsidy = 'training'
  UNION ALL SELECT n, 'tasks', tasks_fulfilled FROM seen WHERE subsidy = 'station'
  UNION ALL SELECT n, 'organised', organised_transfer AND agency IS NOT NULL FROM seen WHERE subsidy = 'group_transfer'
  UNION ALL SELECT n, 'evidence', CASE subsidy
      WHEN 'transport' THEN instr(documents, ',real_name_ticket,') > 0 AND (instr(documents, ',contract,') > 0
        OR instr(documents, ',hiring_record,') > 0 OR instr(documents, ',employer_certificate,') > 0)
      WHEN 'referral' THEN instr(documents, ',referral_form,') > 0
      WHEN 'hire' THEN instr(documents, ',contract,') > 0 AND instr(documents, ',insurance_record,') > 0
      WHEN 'training' THEN instr(documents, ',certificate,') > 0
      WHEN 'station' THEN instr(documents, ',agreement,') > 0
      WHEN 'group_transfer' THEN instr(documents, ',transfer_list,') > 0 END
    FROM seen WHERE subsidy <> 'living';
CREATE TABLE own AS SELECT n, min(holds) = 0 AS fails, count(*) > count(holds) AS unknown FROM line GROUP BY n;
"""

# What one claim is worth by itself (of a hire only that it is worth something), and under which names how often and how many are counted.
WORTH = """
CREATE TABLE worth AS
  SELECT n, subsidy, day, year, worker, household, employer, attended_months,
    CASE subsidy
      WHEN 'transport' THEN min(
        ticket_fen * (SELECT value FROM rate WHERE name = 'ticket_share' AND since <= day ORDER BY since DESC) / 10000,
        (SELECT value FROM rate WHERE name = 'transport_band' AND since <= day AND start <= distance_km ORDER BY since DESC, start DESC))
      WHEN 'living' THEN CASE WHEN attended_months IS NOT NULL AND household IS NOT NULL THEN EXISTS (
        SELECT * FROM json_each(attended_months), paper WHERE subsidy = 'living' AND value >= since) END
      WHEN 'referral' THEN
        (SELECT value FROM rate WHERE name = 'referral_band' AND since <= day AND start <= months_worked ORDER BY since DESC, start DESC)
      WHEN 'hire' THEN 1
      WHEN 'training' THEN CASE WHEN certificate_level IS NOT NULL THEN coalesce(
        (SELECT value FROM rate WHERE name = 'training_grade' AND since <= day AND start = certificate_level ORDER BY since DESC), 0) END
      WHEN 'station' THEN (SELECT value FROM rate WHERE name = 'station_year' AND since <= day ORDER BY since DESC)
      WHEN 'group_transfer' THEN
        (SELECT value FROM rate WHERE name = 'transfer_band' AND since <= day AND start <= batch_people ORDER BY since DESC, start DESC)
    END AS amount,
    subsidy || '/' || CASE subsidy
      WHEN 'transport' THEN CASE WHEN household IS NOT NULL THEN worker || '/' || year END
      WHEN 'living' THEN worker || '/' || n
      WHEN 'referral' THEN worker
      WHEN 'hire' THEN worker || '/' || employer
      WHEN 'training' THEN worker || '/' || occupation
      WHEN 'station' THEN station || '/' || year
      WHEN 'group_transfer' THEN worker END AS once,
    CASE subsidy WHEN 'referral' THEN referrer || '/' || year ELSE n END AS many
  FROM seen JOIN own USING (n) WHERE NOT fails AND NOT unknown;
CREATE TABLE place AS SELECT n, subsidy, once, many, 1 AS kept FROM worth WHERE amount > 0 AND once IS NOT NULL;
"""

KEPT = """
UPDATE place SET kept = NOT place.kept FROM (
  SELECT n, coalesce(sum(kept) OVER (PARTITION BY once ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS mine,
            coalesce(sum(kept) OVER (PARTITION BY many ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS theirs
  FROM place) AS before
WHERE before.n = place.n AND place.kept <> (mine = 0 AND theirs < (SELECT value FROM rate WHERE name = 'referrals'))
"""

# The sums: months each once and twelve a life, those hired so far with the difference for the earlier ones,
# each by the rate of its own day. Then across, in written order.
SUMS = """
CREATE TABLE month AS
  SELECT n, worker, value AS month, row_number() OVER (PARTITION BY worker, value ORDER BY n) AS again
  FROM worth JOIN place USING (n), json_each(worth.attended_months)
  WHERE worth.subsidy = 'living' AND value >= (SELECT since FROM paper WHERE subsidy = 'living');
CREATE TABLE lived AS
  SELECT n, (SELECT value FROM rate WHERE name = 'living_month' AND since <= month ORDER BY since DESC) AS amount,
         row_number() OVER (PARTITION BY worker ORDER BY n, month) AS nth
  FROM month WHERE again = 1;
CREATE TABLE hired AS
  SELECT n, day, year, employer, row_number() OVER (PARTITION BY employer, year ORDER BY n) AS people
  FROM worth JOIN place USING (n) WHERE worth.subsidy = 'hire' AND kept;
CREATE TABLE raised AS
  SELECT one.n, sum(
    (SELECT value FROM rate WHERE name = 'hire_band' AND since <= each.day AND start <= one.people ORDER BY since DESC, start DESC)
    - CASE WHEN each.n = one.n THEN 0 ELSE (SELECT value FROM rate
        WHERE name = 'hire_band' AND since <= each.day AND start <= one.people - 1 ORDER BY since DESC, start DESC) END) AS amount
  FROM hired AS one JOIN hired AS each ON each.employer = one.employer AND each.year = one.year AND each.n <= one.n GROUP BY one.n;
CREATE TABLE sums AS
  SELECT n, worth.subsidy, day, year, worker, household, employer, CASE worth.subsidy
      WHEN 'living' THEN coalesce((SELECT sum(amount) FROM lived WHERE lived.n = worth.n
        AND nth <= (SELECT value FROM rate WHERE name = 'living_months')), 0)
      WHEN 'hire' THEN (SELECT amount FROM raised WHERE raised.n = worth.n)
      ELSE amount END AS amount
  FROM worth JOIN place USING (n) WHERE kept;
CREATE TABLE rivals AS
  SELECT *, sum(CASE WHEN subsidy = 'hire' THEN amount ELSE 0 END) OVER (PARTITION BY worker ORDER BY n) AS hires,
            sum(CASE WHEN subsidy = 'group_transfer' THEN amount ELSE 0 END) OVER (PARTITION BY worker ORDER BY n) AS transfers
  FROM sums;
CREATE TABLE one_award AS
  SELECT *, CASE subsidy
    WHEN 'hire' THEN max(hires, transfers) - max(hires - amount, transfers)
    WHEN 'group_transfer' THEN max(hires, transfers) - max(hires, transfers - amount)
    ELSE amount END AS award
  FROM rivals;
CREATE TABLE employer_ceiling AS
  SELECT *, CASE WHEN subsidy = 'hire' THEN max(0, min(award, (SELECT value FROM rate WHERE name = 'hire_ceiling')
    - coalesce(sum(award) OVER (PARTITION BY employer, year, subsidy ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)))
    ELSE award END AS under_employer
  FROM one_award;
CREATE TABLE family_ceiling AS
  SELECT *, CASE WHEN subsidy IN ('transport', 'living') THEN max(0, min(under_employer,
    (SELECT value FROM rate WHERE name = 'family_ceiling') - coalesce(sum(under_employer) OVER (
      PARTITION BY household, year, subsidy IN ('transport', 'living') ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)))
    ELSE under_employer END AS under_family
  FROM employer_ceiling;
CREATE TABLE fund AS
  SELECT n, year, sum(under_family) OVER (PARTITION BY year ORDER BY n)
    > (SELECT value FROM rate WHERE name = 'living_budget' AND since <= day ORDER BY since DESC) AS short
  FROM family_ceiling WHERE subsidy = 'living' AND under_family > 0;
CREATE TABLE queue AS SELECT n, max(short) OVER (PARTITION BY year ORDER BY n) AS waits FROM fund;
"""

ANSWERS = """
SELECT number, CASE
    WHEN fails THEN 'refused'
    WHEN unknown OR worth.amount IS NULL OR worth.once IS NULL THEN 'asks'
    WHEN coalesce(under_family, 0) = 0 THEN 'refused'
    WHEN waits THEN 'waits' ELSE 'granted' END,
  CASE WHEN waits THEN 0 ELSE coalesce(under_family, 0) END
FROM ordered JOIN own USING (n) LEFT JOIN worth USING (n) LEFT JOIN family_ceiling USING (n) LEFT JOIN queue USING (n) ORDER BY n
"""

SCRIPT = (PAPERS + LINES + WORTH, KEPT, SUMS, ANSWERS)


def changed(old: str, new: str, script: tuple[str, ...] = SCRIPT) -> tuple[str, ...]:
    """The script with another rate or another rule: how a test plants a mistake. The text must be there."""
    assert any(old in part for part in script), old
    return tuple(part.replace(old, new) for part in script)


def decide(claims: Iterable[Asked], script: tuple[str, ...] = SCRIPT) -> dict[str, Answer]:
    """The answer to every claim by its number, in acceptance order."""
    alone, kept, sums, answers = script
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute(CLAIMS)
        columns = [name for (name,) in base.execute("SELECT name FROM pragma_table_info('claim')")]
        places = ", ".join("?" * len(columns))
        base.executemany(f"INSERT INTO claim VALUES ({places})", (_row(one, columns) for one in claims))  # noqa: S608 - question marks
        base.executescript(alone)
        while base.execute(kept).rowcount:
            pass
        base.executescript(sums)
        return {number: Answer(outcome, amount) for number, outcome, amount in base.execute(answers)}


def _row(one: Asked, columns: list[str]) -> list[Any]:
    known = {**one.known, "number": one.number, "subsidy": one.subsidy, "accepted_at": one.accepted_at}
    return [_stored(name, known.get(name)) for name in columns]


def _stored(name: str, value: Any) -> Any:
    """Days as ISO text, months as a JSON list of first days, words between commas, NULL for what is not known."""
    if isinstance(value, date):
        return value.isoformat()
    if name == "attended_months" and value is not None:
        return json.dumps(sorted(month.isoformat() for month in value))
    if isinstance(value, frozenset):
        return f",{','.join(sorted(value))},"
    return value
