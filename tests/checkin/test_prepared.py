"""Prepared statements: their fixed values are part of the words, and nothing in them is taken for a parameter."""

import sqlalchemy as sa

from checkin.prepared import PreparedQuery

people = sa.table("people", sa.column("name", sa.Text), sa.column("age", sa.Integer))


def test_fixed_values_are_literals_and_given_ones_are_bound() -> None:
    engine = sa.create_engine("sqlite://")
    query = PreparedQuery(
        sa.select(people)
        .where(
            people.c.name != "O'Hara :age_1", people.c.age > 3, people.c.name == sa.bindparam("who")
        )
        .limit(1)
    )
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE people (name TEXT, age INTEGER)")
        connection.exec_driver_sql(
            "INSERT INTO people VALUES ('O''Hara :age_1', 9), ('Ada', 4), ('Ben', 2)"
        )
        assert [tuple(row) for row in query.all_rows(connection, who="Ada")] == [("Ada", 4)]
        assert query.first_row(connection, who="Ben") is None
        assert query.first_row(connection, who="O'Hara :age_1") is None
