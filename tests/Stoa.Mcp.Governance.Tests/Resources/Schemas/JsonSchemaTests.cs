using System.Text.Json;
using Stoa.Mcp.Governance.Resources.Schemas;

namespace Stoa.Mcp.Governance.Tests.Resources.Schemas;

public sealed class JsonSchemaTests
{
    [Theory]
    [InlineData("""{"type":"object"}""", "{}", null)]
    [InlineData("""{"type":"object"}""", "[]", " must be an object")]
    [InlineData("""{"type":["string","null"]}""", "1", " must be null or a text")]
    [InlineData("""{"type":"integer"}""", "1.0", null)]
    [InlineData("""{"type":"integer"}""", "1e2", null)]
    [InlineData("""{"type":"integer"}""", "1.5", " must be a whole number")]
    [InlineData("""{"type":"integer"}""", "\"1\"", " must be a whole number")]
    [InlineData("""{"required":["a"]}""", "{}", "a is missing")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"a":1}""", "a must be a text")]
    [InlineData("""{"properties":{"a":{"items":{"minimum":1}}}}""", """{"a":[1,0]}""", "a[1] must be at least 1")]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":false}""", """{"a":1,"b":2}""", "b is unknown here")]
    [InlineData("""{"additionalProperties":{"type":"number"}}""", """{"b":"x"}""", "b must be a number")]
    [InlineData("""{"minProperties":1}""", "{}", " must have at least 1 members")]
    [InlineData("""{"maxProperties":1}""", """{"a":1,"b":2}""", " must have at most 1 members")]
    [InlineData("""{"enum":["a",1,null,{"b":[1]}]}""", """{"b":[1.0]}""", null)]
    [InlineData("""{"enum":["a"]}""", "\"A\"", " is not one of the values that are allowed")]
    [InlineData("""{"const":1}""", "1.0", null)]
    [InlineData("""{"const":1}""", "2", " is not the one value that is allowed")]
    [InlineData("""{"maximum":10}""", "10.000000000000000000001", " must be at most 10")]
    [InlineData("""{"exclusiveMinimum":0}""", "0", " must be more than 0")]
    [InlineData("""{"exclusiveMaximum":9007199254740993}""", "9007199254740992", null)]
    [InlineData("""{"maximum":100}""", "1e400", " must be at most 100")]
    [InlineData("""{"multipleOf":0.01}""", "1.07", null)]
    [InlineData("""{"multipleOf":0.01}""", "1.075", " must be a multiple of 0.01")]
    [InlineData("""{"multipleOf":0.0000000000000000000000000001}""", "79228162514264337593543950335", null)]
    [InlineData("""{"minLength":2}""", "\"😀\"", " must have at least 2 characters")]
    [InlineData("""{"maxLength":1}""", "\"😀\"", null)]
    [InlineData("""{"pattern":"^safe$"}""", "\"safe\\n\"", " does not match the pattern ^safe$")]
    [InlineData("""{"pattern":"^\\d+$"}""", "\"\u0661\"", " does not match the pattern ^\\d+$")]
    [InlineData("""{"pattern":"b"}""", "\"abc\"", null)]
    [InlineData("""{"pattern":"^[A-Z]{2}-[0-9]{6}$"}""", "\"FR-123456\"", null)]
    [InlineData("""{"pattern":"^[\\w.-]+$"}""", "\"a.b-c\"", null)]
    [InlineData("""{"pattern":"^\\p{L}+$"}""", "\"é\"", null)]
    [InlineData("""{"minItems":1}""", "[]", " must have at least 1 items")]
    [InlineData("""{"maxItems":1}""", "[1,2]", " must have at most 1 items")]
    [InlineData("""{"uniqueItems":true}""", "[1,\"1\",1.0]", " has an item twice")]
    [InlineData("""{"uniqueItems":true}""", "[\"a\",\"b\"]", null)]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"number"}]}""", "true", " has none of the forms that are allowed")]
    [InlineData("""{"oneOf":[{"minimum":1},{"maximum":9}]}""", "5", " must have exactly one of the forms that are allowed")]
    [InlineData("""{"oneOf":[{"minimum":1},{"maximum":9}]}""", "0", null)]
    [InlineData("""{"allOf":[{"minimum":1},{"maximum":9}]}""", "10", " must be at most 9")]
    [InlineData("""{"not":{"const":0}}""", "0", " has a form that is not allowed")]
    [InlineData("""{"$defs":{"n":{"type":"object","properties":{"next":{"$ref":"#/$defs/n"}},"additionalProperties":false}},"$ref":"#/$defs/n"}""", """{"next":{"next":{"other":1}}}""", "next.next.other is unknown here")]
    [InlineData("""{"properties":{"a/b":{"type":"string"},"c":{"$ref":"#/properties/a~1b"}}}""", """{"c":1}""", "c must be a text")]
    [InlineData("""{"format":"date"}""", "\"2026-02-30\"", " is no date")]
    [InlineData("""{"format":"date-time"}""", "\"2026-02-28T23:59:60Z\"", null)]
    [InlineData("""{"format":"date-time"}""", "\"2026-02-28 23:59\"", " is no date-time")]
    [InlineData("""{"format":"uuid"}""", "\"{018f0000-0000-7000-8000-000000000000}\"", " is no uuid")]
    [InlineData("""{"format":"email"}""", "\"a@b.example\"", null)]
    [InlineData("""{"format":"email"}""", "\"a@b.example\\n\"", " is no email")]
    [InlineData("""{"format":"uri"}""", "\"/etc/passwd\"", " is no uri")]
    [InlineData("""{"format":"colour"}""", "\"anything\"", null)]
    [InlineData("""{"properties":{"a":false}}""", """{"a":1}""", "a is unknown here")]
    [InlineData("""{"type":"string"}""", "\"\\ud800\"", " is not valid text")]
    [InlineData("""{"title":"t","description":"d","default":1,"examples":[1],"x-mine":{},"deprecated":true}""", "1", null)]
    public void Check_FindsTheFirstThingThatIsWrong(string schema, string value, string? expected)
    {
        var fault = Read(schema).Check(JsonElement.Parse(value));

        Assert.Equal(expected, fault is null ? null : $"{fault.Place} {fault.Reason}");
    }

    [Theory]
    [InlineData("""{"if":{}}""", "if")]
    [InlineData("""{"properties":{"a":{"nullable":true}}}""", "properties.a.nullable")]
    [InlineData("""{"$id":"https://a.example"}""", "$id")]
    [InlineData("""{"$schema":"https://json-schema.org/draft/2019-09/schema"}""", "$schema")]
    [InlineData("""{"$ref":"#/nowhere"}""", "$ref")]
    [InlineData("""{"$ref":"other.json#/a"}""", "$ref")]
    [InlineData("""{"$ref":"#anchor"}""", "$ref")]
    [InlineData("""{"type":"text"}""", "type")]
    [InlineData("""{"type":[]}""", "type")]
    [InlineData("""{"minimum":"1"}""", "minimum")]
    [InlineData("""{"exclusiveMinimum":true}""", "exclusiveMinimum")]
    [InlineData("""{"minLength":-1}""", "minLength")]
    [InlineData("""{"multipleOf":0}""", "multipleOf")]
    [InlineData("""{"items":[{"type":"string"}]}""", "items")]
    [InlineData("""{"required":[1]}""", "required")]
    [InlineData("""{"pattern":"(?=a)b"}""", "pattern")]
    [InlineData("""{"pattern":"(?i)a"}""", "pattern")]
    [InlineData("""{"pattern":"a\\Z"}""", "pattern")]
    [InlineData("""{"pattern":"[a"}""", "pattern")]
    [InlineData("""{"pattern":"a{1000000}{1000000}"}""", "pattern")]
    [InlineData("""{"properties":[]}""", "properties")]
    public void Read_RefusesWhatItCouldNotCheck(string schema, string place)
    {
        var faults = new List<SchemaFault>();

        Assert.Null(JsonSchema.Read(JsonElement.Parse(schema), faults));
        Assert.Equal(place, Assert.Single(faults).Place);
    }

    [Fact]
    public void Read_WithAMillionForms_RefusesThem()
    {
        var faults = new List<SchemaFault>();

        Assert.Null(JsonSchema.Read(JsonElement.Parse($$"""{"anyOf":[{{string.Join(',', Enumerable.Repeat("{}", 1 << 20))}}]}"""), faults));
        Assert.Contains("too large a schema", Assert.Single(faults).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ThatDoublesAtEveryLevel_EndsAtTheBound()
    {
        // 2^30 ways to fail.
        var levels = Enumerable.Range(0, 30).Select(i => $$"""  "l{{i}}":{"anyOf":[{"$ref":"#/$defs/l{{i + 1}}"},{"$ref":"#/$defs/l{{i + 1}}"}]}""");
        var schema = Read($$"""{"$ref":"#/$defs/l0","$defs":{{{string.Join(',', levels)}},"l30":{"const":1} } }""");

        Assert.Equal("is too large to be checked", schema.Check(JsonElement.Parse("2"))!.Reason);
    }

    [Fact]
    public void Check_OfASchemaThatIsItself_Ends() =>
        Assert.Equal("is too large to be checked", Read("""{"$ref":"#"}""").Check(JsonElement.Parse("1"))!.Reason);

    [Fact]
    public void Check_OfALongTextUnderAPattern_EndsAtTheBound() =>
        Assert.Equal("is too large to be checked", Read("""{"pattern":"^(a+)+$"}""").Check(JsonElement.Parse($"\"{new string('a', 100_000)}!\""))!.Reason);

    private static JsonSchema Read(string schema)
    {
        var faults = new List<SchemaFault>();
        var read = JsonSchema.Read(JsonElement.Parse(schema), faults);
        Assert.Empty(faults);
        return read!;
    }
}
