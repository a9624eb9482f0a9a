namespace Stoa.Rego.Tests.Syntax;

/// <summary>Modules that between them use all of the syntax.</summary>
internal static class Corpus
{
    public static IReadOnlyList<string> Modules { get; } =
    [
        """
        # METADATA
        # title: Access
        # description: |
        #   Who may do what.
        # authors:
        # - Ada <ada@example.com>
        # - name: Bob
        # custom:
        #   level: 3
        #   tags: [a, "b"]
        package access.rules["with space"]

        import rego.v1

        import data.roles as r # the roles
        import input.user

        # Deny by default.
        default allow := false

        # METADATA
        # entrypoint: true
        allow if {
            user.active
            some role in r[user.name]
            not denied[role]
        }

        allow if user.admin

        denied contains role if {
            some role, grant in data.grants
            grant.denied == true # sic
        }

        denied contains "nobody"

        reason := "admin" if {
            user.admin
        } else := $"role {role}" if {
            some role in r[user.name]
        } else := "none"

        scores[name] := score if {
            some name
            entry := data.entries[name]
            score := (entry.a + entry.b) * 2 - 1
        }

        tree[x].leaf[y] contains z if {
            [x, y, z] = data.triples[_]
        }

        max_of(x, y) := x if x >= y
        max_of(x, y) := y if x < y

        default lookup(_, _) := null

        lookup(key, {"values": values, "kind": _}) := values[key]
        """,
        """
        package syntax

        numbers := [0, -1, 1.5, 2e10, -3.25E-2, 123456789012345678901234567890]

        strings := ["", "a\tb\"\\\u00e9\ud83d\ude00", `raw "text" \n
        over lines`, $"{1 + 2} \{not} {f($`in {x}`)}", $`raw {input.x} \{y}`]

        sets := {set(), {1, 2}, {x | x := numbers[_]; x > 0}}

        objects := {
            "a": {"b": [1, 2, {3: 4}]}, # nested
            # alone
            "c": {k: v | some k, v in input.pairs},
            f(1): x | y,
        }

        f(x) := x

        x := 1

        y := {2} | {3} & {4}

        checks if {
            every v in numbers { v != 7; is_number(v) }
            every k, v in objects {
                k
                v with input as {"pairs": {}} with data.q as 1 with f as g
            }
            1 in [1]
            "k", 1 in {"k": 1}
            count([z | z := numbers[_]; (z + 1) % 2 == 0]) > 0
            objects.c[_].d["e f"].if == input["g"]
            array.concat([1], [2])[0] = 1
            {1, 2} & {2} == {2}
            {"a": 1}.a == 1
            [a, {"b": b}] := [1, {"b": 2}]
            a - b < 0; a <= b; a >= 0
            not a == b
            contains("abc", "b")
        }

        if.else.not := 1

        p if { numbers } == y

        q if {"a": 1}

        g(_) if {
            true
        }

        g([_, 1]) if false else := 3
        """,
        "package empty # nothing\n\n# at all\n",
    ];
}
