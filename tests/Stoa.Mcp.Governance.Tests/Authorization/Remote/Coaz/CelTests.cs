using System.Diagnostics;
using System.Text;
using Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;
using Stoa.Rego;
using Xunit.Abstractions;

namespace Stoa.Mcp.Governance.Tests.Authorization.Remote.Coaz;

public sealed class CelTests(ITestOutputHelper output)
{
    private const string Token = """{"sub": "ada", "client_id": "bot", "roles": ["viewer", "treasury"], "aud": "https://mcp.example", "realm": {"roles": []}}""";
    private const string Parameters = """{"name": "pay", "arguments": {"amount": 12000, "half": 0.5, "currency": "EUR", "to": {"iban": "DE1"}, "tags": ["a", "b"], "none": null, "n": 7, "flag": true}}""";

    [Theory]
    [InlineData("token.sub", "\"ada\"")]
    [InlineData("params.arguments[\"amount\"]", "12000")]
    [InlineData("params.arguments.tags[1]", "\"b\"")]
    [InlineData("params.arguments.none", "null")]
    [InlineData("token.?client_id", "\"bot\"")]
    [InlineData("token.?azp", null)]
    [InlineData("token.?azp.deeper", null)]
    [InlineData("token.?realm.roles", "[]")]
    [InlineData("token.?realm.other", null)]
    [InlineData("params.arguments.tags[?5]", null)]
    [InlineData("params.arguments[?'amount']", "12000")]
    [InlineData("token.?azp.orValue('none')", "\"none\"")]
    [InlineData("token.?sub.orValue('none')", "\"ada\"")]
    [InlineData("token.?azp.hasValue()", "false")]
    [InlineData("has(token.azp) || has(token.client_id)", "true")]
    [InlineData("has(token.?realm.azp)", "false")]
    [InlineData("params.arguments.amount > 10000 ? 'high' : 'standard'", "\"high\"")]
    [InlineData("params.arguments.currency == 'USD' ? 1 : params.arguments.half < 1 ? 2 : 3", "2")]
    [InlineData("1 == 1.0 && 1 != 2 && -1 < 0 && 'a' < 'b' && 2 >= 2 && 2 <= 2.5", "true")]
    [InlineData("'1' == 1 || [1, 2] == [1] || {'a': 1} == {'a': 2} || null == false", "false")]
    [InlineData("[1, {'a': [null]}] == [1.0, {'a': [null]}]", "true")]
    [InlineData("'treasury' in token.roles && !('admin' in token.roles) && 'sub' in token", "true")]
    [InlineData("token.roles.exists(r, r == 'treasury')", "true")]
    [InlineData("token.roles.all(r, size(r) > 5)", "true")]
    [InlineData("token.roles.exists_one(r, r.startsWith('v'))", "true")]
    [InlineData("token.roles.map(r, 'role:' + r)", "[\"role:viewer\",\"role:treasury\"]")]
    [InlineData("token.roles.filter(r, r.contains('ea'))", "[\"treasury\"]")]
    [InlineData("params.arguments.tags.map(t, token.roles.map(r, t + r))", "[[\"aviewer\",\"atreasury\"],[\"bviewer\",\"btreasury\"]]")]
    [InlineData("params.arguments.to.exists(k, k == 'iban')", "true")]
    [InlineData("'urn:' + params.name + '/' + string(params.arguments.n) + string(true)", "\"urn:pay/7true\"")]
    [InlineData("params.arguments.currency.endsWith('R') && 'EUR'.size() == 3 && size(params.arguments.to) == 1", "true")]
    [InlineData("{'a': token.sub, 'b': [1, 2,],}", "{\"a\":\"ada\",\"b\":[1,2]}")]
    [InlineData("params.missing == 1 || true", "true")]
    [InlineData("true || params.missing == 1", "true")]
    [InlineData("params.missing == 1 && false", "false")]
    [InlineData("[{}, {'a': 1}].exists(x, x.a == 1)", "true")]
    [InlineData("[{}, {'a': 1}].all(x, x.a == 2)", "false")]
    [InlineData("!!true", "true")]
    [InlineData("r'a\\n' + \"\\u00e9\\x41\\t\\\"\"", "\"a\\\\n\u00e9A\\t\\\"\"")]
    [InlineData("size('\\U0001F600')", "1")]
    [InlineData("((((1))))", "1")]
    [InlineData("'' == \"\" ? '' : 'x'", "\"\"")]
    public void Expression_GivesItsValue(string expression, string? json) => Assert.Equal(json is null ? null : RegoJson.Parse(json), Evaluate(expression));

    [Theory]
    [InlineData("")]
    [InlineData("token.")]
    [InlineData("token sub")]
    [InlineData("(token.sub")]
    [InlineData("request.path")]
    [InlineData("token.sub.matches('a.*')")]
    [InlineData("timestamp('2026-01-01T00:00:00Z')")]
    [InlineData("1 * 2")]
    [InlineData("2 - 1")]
    [InlineData("-token.n")]
    [InlineData("4 / 2")]
    [InlineData("4 % 2")]
    [InlineData("1u")]
    [InlineData("0x10")]
    [InlineData("1e3")]
    [InlineData("007")]
    [InlineData("b'abc'")]
    [InlineData("'''a'''")]
    [InlineData("'a")]
    [InlineData("'a\nb'")]
    [InlineData("'\\q'")]
    [InlineData("'\\ud800'")]
    [InlineData("'\\u12'")]
    [InlineData("[?token.?azp]")]
    [InlineData("{?'a': token.?azp}")]
    [InlineData("token.roles.exists(token, true)")]
    [InlineData("token.roles.exists(r, token.roles.exists(r, true))")]
    [InlineData("token.roles.exists(in, true)")]
    [InlineData("token.roles.exists(r)")]
    [InlineData("has(token)")]
    [InlineData("has(token['sub'])")]
    [InlineData("has(token.?sub)")]
    [InlineData("size()")]
    [InlineData("startsWith('a', 'b')")]
    [InlineData("Message{a: 1}")]
    [InlineData("token.in")]
    [InlineData("$token.sub")]
    [InlineData("true ? 1")]
    [InlineData("1 = 1")]
    [InlineData("token.sub; token.iss")]
    [InlineData("// comment")]
    public void WhatIsNotSupported_IsRefusedWhenRead(string expression) => Assert.Throws<CelFault>(() => CelParser.Read(expression));

    [Theory]
    [InlineData("token.azp")]
    [InlineData("params.arguments.tags[2]")]
    [InlineData("params.arguments.tags[-1]")]
    [InlineData("params.arguments.tags['a']")]
    [InlineData("params.arguments.tags[0.5]")]
    [InlineData("token.sub.more")]
    [InlineData("token['sub'][0]")]
    [InlineData("token.sub ? 1 : 2")]
    [InlineData("token.sub && true")]
    [InlineData("token.azp || false")]
    [InlineData("1 < 'a'")]
    [InlineData("[] < []")]
    [InlineData("1 + 2")]
    [InlineData("'a' + 1")]
    [InlineData("1 in 2")]
    [InlineData("!1")]
    [InlineData("size(1)")]
    [InlineData("string([])")]
    [InlineData("'a'.startsWith(1)")]
    [InlineData("[token.?sub]")]
    [InlineData("{1: 2}")]
    [InlineData("{'a': 1, 'a': 2}")]
    [InlineData("token.?sub == 'ada'")]
    [InlineData("token.sub.orValue('x')")]
    [InlineData("token.sub.exists(x, true)")]
    [InlineData("[{}].exists(x, x.a == 1)")]
    [InlineData("[{}, {'a': 1}].exists_one(x, x.a == 1)")]
    public void WhatGivesNoValue_IsAFault(string expression)
    {
        var read = CelParser.Read(expression);

        Assert.Throws<CelFault>(() => read.Evaluate(Scope()));
    }

    [Theory]
    [InlineData("(", ")", 5000)]
    [InlineData("(", ")", 33)]
    [InlineData("[", "]", 40)]
    [InlineData("!", "", 100)]
    public void Nesting_IsBounded(string open, string close, int times)
    {
        var text = string.Concat(Enumerable.Repeat(open, times)) + "true" + string.Concat(Enumerable.Repeat(close, times));

        Assert.Throws<CelFault>(() => CelParser.Read(text));
    }

    [Theory]
    [InlineData("token", ".a")]
    [InlineData("'a'", " + 'a'")]
    [InlineData("true", " && true")]
    [InlineData("1", " == 1")]
    [InlineData("token", "['a']")]
    public void Chains_AreBoundedToo(string first, string more) =>
        Assert.Throws<CelFault>(() => CelParser.Read(first + string.Concat(Enumerable.Repeat(more, 200))));

    // What grows with a caller's arguments ends by the budget, whatever it is made of.
    [Theory]
    [InlineData("params.many.all(a, params.many.all(b, params.many.all(c, a == b || true)))")]
    [InlineData("params.many.map(a, params.many)")]
    [InlineData("params.many.all(a, params.many == params.many)")]
    [InlineData("params.many.exists(a, a.missing == 1)")]
    [InlineData("params.many.all(a, a.missing == 1 || true)")]
    [InlineData("params.many.all(a, params.long.contains(params.half))")]
    [InlineData("params.many.all(a, size(params.long) > 0)")]
    [InlineData("params.many.all(a, params.long == params.long)")]
    [InlineData("params.many.all(a, params.long in params.many || true)")]
    [InlineData("params.many.map(a, params.half)")]
    public void Work_IsBounded(string expression)
    {
        var many = RegoArray.Of(Enumerable.Range(0, 50_000).Select(i => (RegoValue)RegoNumber.Of(i)));
        var half = new string('a', 30_000);
        var scope = new CelScope(RegoObject.Empty, RegoObject.Of(("many", many), ("long", half + half), ("half", half + "b")));
        var watch = Stopwatch.StartNew();

        var fault = Assert.Throws<CelFault>(() => CelParser.Read(expression).Evaluate(scope));

        Assert.True(fault.IsFinal, fault.Message);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"{watch.Elapsed}");
    }

    [Fact]
    public void Literals_OfAnyJson_AreThatJson()
    {
        var (random, seed) = Seeded();
        for (var i = 0; i < 2000; i++)
        {
            var value = RandomValue(random, 3);
            var text = CelOf(value, random);

            var read = CelParser.Read(text).Evaluate(Scope());

            Assert.True(value == read, $"seed {seed}, round {i}: {text} gave {read?.ToJson()}");
        }
    }

    // Whatever is written: a value, absent, or a fault that says so. No other exception, no endless work.
    [Fact]
    public void AnyText_IsReadOrRefused()
    {
        var (random, seed) = Seeded();
        string[] parts =
        [
            "token", "params", ".", ".?", "sub", "arguments", "[", "]", "[?", "(", ")", "{", "}", ",", ":", "?", "'a'", "\"b\"", "1", "0.5", "-", "+", "!", "&&", "||", "==",
            "<", ">=", " in ", "true", "null", "has(", "size(", ".exists(x, ", ".map(y, ", "x", ".orValue(", ".contains('a')", "string(", " ", "\\", "'", "$", "é", "\u0000", "9999999999",
        ];
        var values = 0;
        for (var i = 0; i < 60_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => parts[random.Next(parts.Length)]));
            var error = Record.Exception(() => CelParser.Read(text).Evaluate(Scope()));
            values += error is null ? 1 : 0;
            Assert.True(error is null or CelFault, $"seed {seed}, round {i}: '{text}' threw {error}");
        }

        Assert.True(values > 100, $"seed {seed}: {values} expressions gave a value");
    }

    private (Random Random, int Seed) Seeded()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("STOA_TEST_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"STOA_TEST_SEED={seed}");
        return (new Random(seed), seed);
    }

    private static CelScope Scope() => new((RegoObject)RegoJson.Parse(Token), (RegoObject)RegoJson.Parse(Parameters));

    private static RegoValue? Evaluate(string expression) => CelParser.Read(expression).Evaluate(Scope());

    private static RegoValue RandomValue(Random random, int depth) => random.Next(depth > 0 ? 6 : 4) switch
    {
        0 => RegoNull.Instance,
        1 => RegoBoolean.Of(random.Next(2) == 0),
        2 => RegoNumber.Parse($"{random.Next(-1000, 1000)}.{random.Next(1, 100)}"),
        3 => RandomText(random),
        4 => RegoArray.Of(Enumerable.Range(0, random.Next(4)).Select(_ => RandomValue(random, depth - 1))),
        _ => RegoObject.Of([.. Enumerable.Range(0, random.Next(4)).Select(i => ((RegoValue)$"{i}{RandomText(random)}", RandomValue(random, depth - 1)))]),
    };

    private static string RandomText(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => "ab'\"\\\n\r\té$\u0001?`"[random.Next(13)]));

    private static string CelOf(RegoValue value, Random random) => value switch
    {
        RegoString text => Quoted(text.Value, random.Next(2) == 0 ? '\'' : '"'),
        RegoArray items => $"[{string.Join(", ", items.Select(item => CelOf(item, random)))}]",
        RegoObject members => $"{{{string.Join(",", members.Select(member => $"{CelOf(member.Key, random)} : {CelOf(member.Value, random)}"))}}}",
        _ => value.ToJson(),
    };

    private static string Quoted(string text, char quote)
    {
        var quoted = new StringBuilder().Append(quote);
        foreach (var character in text)
        {
            quoted.Append(character switch
            {
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\u0001' => "\\x01",
                _ when character == quote => $"\\{quote}",
                _ => character.ToString(),
            });
        }

        return quoted.Append(quote).ToString();
    }
}
