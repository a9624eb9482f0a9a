using System.Text.Json;
using Stoa.Mcp.Governance.Resources.Schemas;
using Xunit.Abstractions;

namespace Stoa.Mcp.Governance.Tests.Resources.Schemas;

/// <summary>Random schemas and values: reading and checking end, throw nothing, and agree with what a schema says of itself.</summary>
public sealed class JsonSchemaFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Texts = ["", "a", "ab", "é", "😀", "\ud800", "2026-01-01", "^a$", "#", "#/properties/a", "(", "(a|b)*c", "\\d", "$"];

    [Fact]
    public void AnySchemaAndValue_EndInAnAnswer()
    {
        var (seed, count) = (Environment.TickCount, Environment.GetEnvironmentVariable("STOA_LONG") is null ? 20_000 : 500_000);
        output.WriteLine($"seed {seed}, {count} rounds");
        var read = 0;
        for (var i = 0; i < count; i++)
        {
            var random = new Random(HashCode.Combine(seed, i));
            var schema = Schema(random, 4);
            var value = Value(random, 4);
            var faults = new List<SchemaFault>();
            try
            {
                if (JsonSchema.Read(schema, faults) is { } usable)
                {
                    read++;
                    Assert.Empty(faults);
                    Hold(usable, schema, value);
                }
                else
                {
                    Assert.NotEmpty(faults);
                }
            }
            catch (Exception error)
            {
                Assert.Fail($"seed {seed}, round {i}: {error}\n{schema.GetRawText()}\n{value.GetRawText()}");
            }
        }

        output.WriteLine($"{read} schemas were usable");
        Assert.True(read > count / 10);
    }

    // What fits a schema fits twice the schema, and not its opposite.
    private static void Hold(JsonSchema schema, JsonElement text, JsonElement value)
    {
        var fault = schema.Check(value);
        if (text.GetRawText().Contains("\"#", StringComparison.Ordinal) || fault?.Reason is "is not valid text" or "is too large to be checked")
        {
            // A reference leads elsewhere once its schema is wrapped.
            return;
        }

        Assert.Equal(fault is null, Wrapped($$"""{"allOf":[{{text.GetRawText()}},{{text.GetRawText()}}]}""").Check(value) is null);
        Assert.Equal(fault is null, Wrapped($$"""{"not":{{text.GetRawText()}}}""").Check(value) is not null);
    }

    private static JsonSchema Wrapped(string text) => JsonSchema.Read(JsonElement.Parse(text), [])!;

    private static JsonElement Schema(Random random, int depth) => JsonSerializer.SerializeToElement(SchemaOf(random, depth));

    private static object? SchemaOf(Random random, int depth)
    {
        if (depth == 0 || random.Next(12) == 0)
        {
            return random.Next(4) switch { 0 => true, 1 => false, 2 => new Dictionary<string, object?>(), _ => ValueOf(random, 1) };
        }

        var schema = new Dictionary<string, object?>();
        for (var i = random.Next(4); i >= 0; i--)
        {
            var (keyword, value) = random.Next(22) switch
            {
                0 => ("type", (object?)Pick(random, "object", "string", "number", "integer", "array", "null", "boolean", "text")),
                1 => ("enum", new[] { ValueOf(random, 2), ValueOf(random, 1) }),
                2 => ("const", ValueOf(random, 2)),
                3 => ("properties", new Dictionary<string, object?> { ["a"] = SchemaOf(random, depth - 1), ["b"] = SchemaOf(random, depth - 1) }),
                4 => ("required", new[] { "a" }),
                5 => ("additionalProperties", SchemaOf(random, depth - 1)),
                6 => ("items", SchemaOf(random, depth - 1)),
                7 => ("anyOf", new[] { SchemaOf(random, depth - 1), SchemaOf(random, depth - 1) }),
                8 => ("oneOf", new[] { SchemaOf(random, depth - 1), SchemaOf(random, depth - 1) }),
                9 => ("allOf", new[] { SchemaOf(random, depth - 1) }),
                10 => ("not", SchemaOf(random, depth - 1)),
                11 => ("pattern", Pick(random, Texts)),
                12 => ("format", Pick(random, "date", "date-time", "uuid", "email", "uri", "x")),
                13 => ("minimum", random.Next(-3, 4)),
                14 => ("exclusiveMaximum", random.NextDouble()),
                15 => ("multipleOf", 0.5),
                16 => ("minLength", random.Next(-1, 3)),
                17 => ("maxItems", random.Next(3)),
                18 => ("uniqueItems", true),
                19 => ("$ref", Pick(random, "#", "#/properties/a", "#/nowhere", "http://evil.example")),
                20 => ("maxProperties", random.Next(3)),
                _ => ("if", new Dictionary<string, object?>()),
            };
            schema[keyword] = value;
        }

        return schema;
    }

    private static JsonElement Value(Random random, int depth) => JsonSerializer.SerializeToElement(ValueOf(random, depth));

    private static object? ValueOf(Random random, int depth) => random.Next(depth > 0 ? 8 : 6) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(-3, 4),
        3 => random.NextDouble() * Math.Pow(10, random.Next(-300, 300)),
        4 => 9007199254740993,
        5 => Pick(random, Texts).Replace("\ud800", "", StringComparison.Ordinal),
        6 => Enumerable.Range(0, random.Next(4)).Select(_ => ValueOf(random, depth - 1)).ToArray(),
        _ => new[] { "a", "b", "c" }.Where(_ => random.Next(2) == 0).ToDictionary(name => name, _ => ValueOf(random, depth - 1)),
    };

    private static string Pick(Random random, params string[] from) => from[random.Next(from.Length)];
}
