using System.Text;

namespace Stoa.Rego.Tests.Reference;

/// <summary>
/// Random policies that decide about calls of tools, as people write them: conditions on the caller and the arguments, grants gone through,
/// roles, helper functions, defaults. Each rule refers to those before it only.
/// </summary>
internal sealed class PolicyGenerator(Random random)
{
    // Between expressions that may change places.
    private const string AnyOrder = "\u0001";

    private readonly StringBuilder _text = new("package test\n\n");
    private readonly List<string> _values = [];
    private readonly List<string> _sets = [];
    private readonly List<string> _objects = [];
    private readonly List<string> _functions = [];
    private int _names;

    /// <summary>
    /// A policy twice: with each expression behind those that bind its variables, and with some of them in any order, which must mean the same.
    /// </summary>
    public (string Ordered, string Shuffled) Generate()
    {
        for (var rules = random.Next(2, 9); rules > 0; rules--)
        {
            Rule();
        }

        var text = _text.ToString();
        return (text.Replace(AnyOrder, "\n\t", StringComparison.Ordinal), string.Join('\n', text.Split('\n').Select(Shuffle)));
    }

    private string Shuffle(string line)
    {
        var expressions = line.TrimStart('\t').Split(AnyOrder);
        if (expressions.Length == 1)
        {
            return line;
        }

        random.Shuffle(expressions);
        return "\t" + string.Join("\n\t", expressions);
    }

    private T One<T>(params T[] items) => items[random.Next(items.Length)];

    private bool Chance(int percent) => random.Next(100) < percent;

    private string Name(string prefix) => $"{prefix}{_names++}";

    private void Rule()
    {
        switch (random.Next(10))
        {
            case < 4:
                Decision();
                break;
            case < 6:
                Value();
                break;
            case 6 or 7:
                Set();
                break;
            case 8:
                Object();
                break;
            default:
                Function();
                break;
        }
    }

    private void Decision()
    {
        var name = Name("allow");
        if (Chance(50))
        {
            _text.AppendLine($"default {name} := false");
        }

        for (var count = random.Next(1, 4); count > 0; count--)
        {
            _text.AppendLine($"{name} if {{\n{Body()}}}");
        }

        _values.Add(name);
    }

    private void Value()
    {
        var name = Name("level");
        if (Chance(30))
        {
            _text.AppendLine($"default {name} := {Constant()}");
        }

        _text.Append($"{name} := {Constant()} if {{\n{Body()}}}");
        for (var count = random.Next(3); count > 0; count--)
        {
            _text.Append($" else := {Constant()} if {{\n{Body()}}}");
        }

        _text.AppendLine(Chance(40) ? $" else := {Constant()}" : "");
        if (Chance(20))
        {
            _text.AppendLine($"{name} := {Constant()} if {{\n{Body()}}}");
        }

        _values.Add(name);
    }

    private void Set()
    {
        var name = Name("set");
        for (var count = random.Next(1, 3); count > 0; count--)
        {
            _text.AppendLine(One(
                $"{name} contains g.tool if {{\n\tsome g in data.grants\n\tg.tenant == {Text()}\n{Body()}}}",
                $"{name} contains s if {{\n\tsome r in input.roles\n\tsome s in data.roles[r]\n}}",
                $"{name} contains {Constant()} if {{\n{Body()}}}",
                $"{name} contains input.tool if {{\n{Body()}}}",
                $"{name} contains [g.tool, i] if {{\n\tg = data.grants[i]\n\tg.max {Relation()} {Number()}\n}}",
                $"{name} contains data.grants[_].tool"));
        }

        _sets.Add(name);
    }

    private void Object()
    {
        var name = Name("object");
        _text.AppendLine(One(
            $"{name}[g.tool] := g.tenant if {{\n\tsome g in data.grants\n\tg.max {Relation()} {Number()}\n}}",
            $"{name}[r] := data.roles[r] if {{\n\tsome r in input.roles\n}}",
            $"{name}[s] := count(s) if {{\n\tsome s in input.scopes\n{Body()}}}",
            $"{name}[t] := {Constant()} if {{\n\tt := input.tool\n{Body()}}}"));
        if (Chance(30))
        {
            _text.AppendLine($"{name}[x] := {Constant()} if {{\n\tx := {Text()}\n{Body()}}}");
        }

        _objects.Add(name);
    }

    private void Function()
    {
        var name = Name("f");
        if (Chance(40))
        {
            _text.AppendLine($"default {name}(_) := {Constant()}");
        }

        _text.Append(One(
            $"{name}(x) if {{\n\tx == {Text()}\n{Body()}}}",
            $"{name}(x) := {Constant()} if {{\n\tsome g in data.grants\n\tg.tool == x\n}}",
            $"{name}(x) := y if {{\n\ty := count([c | some c in data.grants; c.tenant == x])\n}}",
            $"{name}(x) if {{\n\tx in input.scopes\n}}",
            $"{name}(x) := {Constant()} if {{\n\tx {Relation()} {Number()}\n}}"));
        _text.AppendLine(Chance(40) ? $" else := {Constant()} if {{\n{Body()}}}" : "");
        _functions.Add(name);
    }

    private string Body()
    {
        var body = new StringBuilder();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            body.Append('\t').Append(Condition()).Append('\n');
        }

        return body.ToString();
    }

    private string Condition() => random.Next(25) switch
    {
        22 or 23 or 24 => Unordered(),
        0 => $"{Input()} == {Constant()}",
        1 => $"{Input()} != {Constant()}",
        2 => $"{Input()} {Relation()} {Number()}",
        3 => $"{Text()} in {List()}",
        4 => $"{Input()} in {List()}",
        5 => $"not {Input()} in {List()}",
        6 => $"not {Input()} == {Constant()}",
        7 => $"not {Input()}",
        8 => Input(),
        9 => Grants(),
        10 => Grants(),
        11 => Indexed(),
        12 => $"count({Comprehension()}) {Relation()} {random.Next(4)}",
        13 => $"every {Name("e")} in {List()} {{ {EveryBody()} }}",
        14 => Assigned(),
        15 or 16 => OfRule(),
        17 => OfSet(),
        18 => OfFunction(),
        19 => OfObject(),
        20 => $"{Input()} == {Input()}",
        _ => $"[{Input()}, {Text()}] == [{Constant()}, {Text()}]",
    };

    private string Grants()
    {
        var g = Name("g");
        var tests = new[] { $"{g}.tenant == input.tenant", $"{g}.tool == input.tool", $"{g}.max >= input.args.amount", $"{g}.scope in input.scopes", $"not {g}.blocked" };
        random.Shuffle(tests);
        return $"some {g} in data.grants\n\t{string.Join("\n\t", tests.Take(random.Next(1, 4)))}";
    }

    private string Unordered()
    {
        var (g, i, x) = (Name("g"), Name("i"), Name("x"));
        var tests = new[]
        {
            $"{g}.tenant == input.tenant",
            $"not {g}.blocked",
            $"not {g}.max {Relation()} {Number()}",
            $"{g}.scope in {List()}",
            $"input.tool = {g}.tool",
            $"count([c | some c in input.roles; c != {g}.tool]) {Relation()} {random.Next(3)}",
            $"{i} {Relation()} {random.Next(3)}",
            $"[{x}, _] = [{g}.tool, {i}]{AnyOrder}{x} != {Constant()}",
            $"{x} = {Input()}{AnyOrder}data.roles[{x}][_] == {g}.scope",
            $"{x} = {g}.max + 1{AnyOrder}{x} {Relation()} {Number()}",
            $"{x} = {g}.scope{AnyOrder}not {x} in {List()}",
        };
        random.Shuffle(tests);
        return $"{g} = data.grants[{i}]{AnyOrder}{string.Join(AnyOrder, tests.Take(random.Next(1, 4)).DistinctBy(test => test.Contains(x, StringComparison.Ordinal) ? x : test))}";
    }

    private string Indexed()
    {
        var i = Name("i");
        return $"data.grants[{i}].tool == input.tool\n\tdata.grants[{i}].{One("tenant", "scope", "max")} == {Input()}";
    }

    private string Assigned()
    {
        var x = Name("x");
        return $"{x} := {Input()}\n\t{One($"{x} == {Constant()}", $"not {x} == {Constant()}", $"{x} in {List()}", $"{x} {Relation()} {Number()}")}";
    }

    private string EveryBody()
    {
        var e = $"e{_names - 1}";
        return One($"{e} in {List()}", $"{e} != {Constant()}", $"not {e} == {Constant()}", $"some h in data.grants; h.scope == {e}");
    }

    private string OfRule()
    {
        if (_values.Count == 0)
        {
            return Condition();
        }

        var rule = One([.. _values]);
        return random.Next(7) switch
        {
            0 => rule,
            1 => $"not {rule}",
            2 => $"{rule} == {Constant()}",
            3 => $"{rule} with input.tool as {Text()}",
            4 => $"not {rule} with input.tenant as {Text()}",
            5 => $"{rule} with data.grants as []",
            _ => $"data.test.{rule} != {Constant()}",
        };
    }

    private string OfSet()
    {
        if (_sets.Count == 0)
        {
            return Condition();
        }

        var set = One([.. _sets]);
        return One($"{Input()} in {set}", $"not {Input()} in {set}", $"{set}[input.tool]", $"not {set}[{Text()}]", $"count({set}) {Relation()} {random.Next(4)}", $"{set}[_] == {Constant()}");
    }

    private string OfFunction()
    {
        if (_functions.Count == 0)
        {
            return Condition();
        }

        var call = $"{One([.. _functions])}({Input()})";
        return One(call, $"not {call}", $"{call} == {Constant()}", $"{call} != {Constant()}");
    }

    private string OfObject()
    {
        if (_objects.Count == 0)
        {
            return Condition();
        }

        var name = One([.. _objects]);
        return One($"{name}[input.tool] == {Constant()}", $"not {name}[{Text()}]", $"{name}[{Name("k")}] == {Constant()}", $"count({name}) {Relation()} {random.Next(3)}", $"{Text()} == {name}[_]");
    }

    private string Comprehension() => One(
        "[c | some c in data.grants; c.tenant == input.tenant]",
        "{c.tool | some c in data.grants}",
        "{c | some c in input.scopes; not c in data.allowed}",
        $"[1 | some c in input.roles; {Text()} in data.roles[c]]",
        "[c | c := data.roles[input.roles[_]][_]]",
        "[[c, d] | some c in input.roles; some d in input.scopes; d in data.roles[c]]");

    private string Input() => One(
        "input.tenant", "input.tool", "input.user", "input.env", "input.args.amount", "input.args.region", "input.scopes[0]", "input.flag", "input.missing", "input.roles[1]");

    private string List() => One("input.scopes", "input.roles", "data.allowed", "data.roles.admin", "data.roles[input.user]", "input.missing", $"[{Text()}, {Text()}]", $"{{{Text()}, {Number()}}}");

    private string Relation() => One("<", "<=", ">", ">=", "==", "!=");

    private string Number() => One("0", "1", "2", "10", "100");

    private string Text() => One("\"t1\"", "\"t2\"", "\"read\"", "\"write\"", "\"admin\"", "\"user\"", "\"s1\"", "\"s2\"", "\"eu\"", "\"prod\"");

    private string Constant() => Chance(60) ? Text() : One("0", "1", "2", "10", "true", "false", "null");
}
