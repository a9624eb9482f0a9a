using static Stoa.Rego.Tests.Builtins.BuiltinCall;

namespace Stoa.Rego.Tests.Builtins;

public class SchemaBuiltinsTests
{
    [Theory]
    [InlineData("""{"type":"integer"}""", "1.0", "[1]", "")]
    [InlineData("""{"type":["string","null"]}""", "null", "1", "invalid_type")]
    [InlineData("""{"type":"number"}""", "1", "\"1\"", "invalid_type")]
    [InlineData("""{"required":["a"]}""", """{"a":1}""", "{}", "required")]
    [InlineData("""{"properties":{"a":{"minimum":3}}}""", """{"a":3}""", """{"a":2}""", "number_gte")]
    [InlineData("""{"patternProperties":{"^a":{"type":"null"}},"additionalProperties":false}""", """{"ab":null}""", """{"b":null}""", "additional_property_not_allowed")]
    [InlineData("""{"additionalProperties":{"type":"null"}}""", """{"b":null}""", """{"b":1}""", "invalid_type")]
    [InlineData("""{"propertyNames":{"maxLength":1}}""", """{"b":1}""", """{"bb":1}""", "invalid_property_name,string_lte")]
    [InlineData("""{"dependencies":{"a":["b"]}}""", """{"a":1,"b":1}""", """{"a":1}""", "missing_dependency")]
    [InlineData("""{"dependencies":{"a":{"required":["c"]}}}""", """{"a":1,"c":1}""", """{"a":1}""", "required")]
    [InlineData("""{"minProperties":1,"maxProperties":1}""", """{"a":1}""", "{}", "array_min_properties")]
    [InlineData("""{"maxProperties":0}""", "{}", """{"a":1}""", "array_max_properties")]
    [InlineData("""{"items":{"type":"null"}}""", "[null]", "[null,1]", "invalid_type")]
    [InlineData("""{"items":[{"type":"null"}],"additionalItems":false}""", "[null]", "[null,1]", "array_no_additional_items")]
    [InlineData("""{"items":[{}],"additionalItems":{"type":"null"}}""", "[1,null]", "[1,2]", "invalid_type")]
    [InlineData("""{"minItems":1}""", "[1]", "[]", "array_min_items")]
    [InlineData("""{"maxItems":1}""", "[1]", "[1,2]", "array_max_items")]
    [InlineData("""{"uniqueItems":true}""", "[1,2]", "[1,1.0]", "unique")]
    [InlineData("""{"contains":{"const":1}}""", "[2,1]", "[2]", "contains,const")]
    [InlineData("""{"minLength":2}""", "\"\uD83E\uDD72\uD83E\uDD72\"", "\"\uD83E\uDD72\"", "string_gte")]
    [InlineData("""{"pattern":"^a+$"}""", "\"aa\"", "\"aa\\n\"", "pattern")]
    [InlineData("""{"multipleOf":0.1}""", "0.3", "0.35", "multiple_of")]
    [InlineData("""{"maximum":3}""", "3", "3.1", "number_lte")]
    [InlineData("""{"exclusiveMaximum":3}""", "2", "3", "number_lt")]
    [InlineData("""{"minimum":3,"exclusiveMinimum":true}""", "4", "3", "number_gt")]
    [InlineData("""{"enum":[1,"a",[null]]}""", "[null]", "null", "enum")]
    [InlineData("""{"enum":[]}""", "", "1", "enum")]
    [InlineData("""{"const":{"a":1}}""", """{"a":1.0}""", "{}", "const")]
    [InlineData("""{"anyOf":[{"type":"null"},{"minimum":5}]}""", "5", "4", "number_any_of,number_gte")]
    [InlineData("""{"oneOf":[{"minimum":1},{"minimum":5}]}""", "4", "5", "number_one_of")]
    [InlineData("""{"allOf":[{"minimum":1},{"maximum":5}]}""", "4", "6", "number_lte,number_all_of")]
    [InlineData("""{"not":{"type":"null"}}""", "1", "null", "number_not")]
    [InlineData("""{"if":{"type":"number"},"then":{"minimum":1},"else":{"minLength":1}}""", "\"a\"", "0", "condition_then,number_gte")]
    [InlineData("""{"if":{"type":"number"},"else":{"minLength":1}}""", "0", "\"\"", "condition_else,string_gte")]
    [InlineData("""{"properties":{"a":false}}""", "{}", """{"a":1}""", "false")]
    [InlineData("""{"definitions":{"a":{"type":"null"}},"properties":{"a":{"$ref":"#/definitions/a"}}}""", """{"a":null}""", """{"a":1}""", "invalid_type")]
    [InlineData("""{"$id":"http://x/y.json","definitions":{"a":{"$id":"z.json","type":"null"}},"allOf":[{"$ref":"z.json"},{"$ref":"http://x/z.json#"}]}""", "null", "1", "invalid_type,invalid_type,number_all_of")]
    [InlineData("""{"definitions":{"a":{"$id":"#it","type":"null"}},"items":{"$ref":"#it"}}""", "[null]", "[1]", "invalid_type")]
    [InlineData("""{"properties":{"next":{"$ref":"#"}},"additionalProperties":false}""", """{"next":{"next":{}}}""", """{"next":{"nex":{}}}""", "additional_property_not_allowed")]
    public void Match_TellsTypesOfErrors(string schema, string valid, string invalid, string types)
    {
        if (valid.Length > 0)
        {
            Assert.Equal(Json("[true, []]"), Result("json.match_schema", Document(valid), schema));
        }

        if (types.Length > 0)
        {
            var errors = (RegoArray)((RegoArray)Result("json.match_schema", Document(invalid), schema)!)[1];
            Assert.Equal(types, string.Join(',', errors.Select(error => ((RegoString)((RegoObject)error).Find("type")!).Value)));
        }
    }

    [Fact]
    public void Match_TellsPlaces() => Assert.Equal(
        Json("""[false, [{"error":"a.0: Invalid type. Expected: string, given: integer","type":"invalid_type","field":"a.0","desc":"Invalid type. Expected: string, given: integer"}]]"""),
        Result("json.match_schema", Json("""{"a":[1]}"""), Json("""{"properties":{"a":{"items":{"type":"string"}}}}""")));

    [Theory]
    [InlineData("date", "2020-02-29", "2021-02-29")]
    [InlineData("time", "10:00:00Z", "10:00")]
    [InlineData("date-time", "0001-01-01T00:00:00Z", "2020-01-01T")]
    [InlineData("hostname", "a.b-c.example", "-a.example")]
    [InlineData("email", "a.b@example.com", "a.b")]
    [InlineData("ipv4", "192.0.2.1", "192.0.2.01")]
    [InlineData("ipv6", "2001:db8::1", "192.0.2.1")]
    [InlineData("uri", "https://example.com/a?b#c", "/a")]
    [InlineData("uri-reference", "/a", "\\\\a")]
    [InlineData("uri-template", "/a/{b}", "/a/{b")]
    [InlineData("uuid", "123e4567-e89b-12d3-a456-426614174000", "123e4567")]
    [InlineData("regex", "a+", "a(")]
    [InlineData("json-pointer", "/a~1b", "a")]
    [InlineData("relative-json-pointer", "0#", "a")]
    [InlineData("of-its-own", "anything", "")]
    public void Match_KnowsFormats(string format, string valid, string invalid)
    {
        var schema = RegoObject.Of(("format", format));
        Assert.Equal(Json("[true, []]"), Result("json.match_schema", RegoArray.Of(valid), RegoObject.Of(("items", schema))));
        if (invalid.Length > 0)
        {
            Assert.Equal(false, ((RegoArray)Result("json.match_schema", RegoArray.Of(invalid), RegoObject.Of(("items", schema)))!)[0]);
        }
    }

    [Theory]
    [InlineData("""{"type":"unknown"}""", "has a primitive type that is NOT VALID -- given: /unknown/ Expected valid values are:[array boolean integer number null object string]")]
    [InlineData("""{"type":1}""", "type must be a string or an array of strings")]
    [InlineData("""{"definitions":{"a":{"minLength":-1}}}""", "minLength must be an integer of 0 or more")]
    [InlineData("""{"pattern":"(?=a)"}""", "pattern is no regular expression: \"(?=a)\"")]
    [InlineData("""{"$ref":"https://example.com/schema.json"}""", "the reference \"https://example.com/schema.json\" leads out of the schema, and nothing is loaded from elsewhere")]
    [InlineData("""{"$ref":"file:///etc/passwd"}""", "the reference \"file:///etc/passwd\" leads out of the schema, and nothing is loaded from elsewhere")]
    [InlineData("""{"$ref":"#/definitions/a"}""", "the reference \"#/definitions/a\" names no part of the schema")]
    [InlineData("""{"exclusiveMinimum":true}""", "exclusiveMinimum cannot be used without minimum")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","minimum":1,"exclusiveMinimum":true}""", "exclusiveMinimum must be a number")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-04/schema#","items":true,"not":true}""", "a schema must be an object")]
    [InlineData("{", "invalid JSON string")]
    public void Verify_OfWrongSchema_TellsTheFault(string schema, string fault)
    {
        Assert.Equal(RegoArray.Of(false, $"jsonschema: {fault}"), Result("json.verify_schema", schema));
        Assert.Equal((RegoErrorCodes.Builtin, fault), Failure("json.match_schema", "{}", schema));
    }

    [Fact]
    public void Verify_OfOtherKinds_IsFalse()
    {
        Assert.Equal(RegoArray.Of(false, "jsonschema: wrong type, expected string or object"), Result("json.verify_schema", 1L));
        Assert.Equal((RegoErrorCodes.Builtin, "wrong type, expected string or object"), Failure("json.match_schema", 1L, "{}"));
    }

    [Fact]
    public void Verify_OfSchema_IsTrue() => Assert.Equal(Json("[true, null]"), Result("json.verify_schema", Json("""{"type":"boolean"}""")));

    [Fact]
    public void Match_OfManyBranches_CountsThem()
    {
        var levels = string.Join(',', Enumerable.Range(0, 24).Select(i => $$"""
            "l{{i}}":{"anyOf":[{"$ref":"#/definitions/l{{i + 1}}"},{"$ref":"#/definitions/l{{i + 1}}"}]}
            """));
        var schema = $$"""{"definitions":{{{levels}},"l24":false},"$ref":"#/definitions/l0"}""";

        Assert.Throws<OperationCanceledException>(() => Result("json.match_schema", "{}", schema));
    }

    [Theory]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"allOf":[{"$ref":"#"}]}""")]
    [InlineData("""{"definitions":{"a":{"$ref":"#/definitions/b"},"b":{"$ref":"#/definitions/a"}},"$ref":"#/definitions/a"}""")]
    public void Match_OfSchemaThatIsItself_Fails(string schema) => Assert.StartsWith("the schema refers to itself without end", Failure("json.match_schema", "{}", schema).Message);

    [Fact]
    public void Match_OfSets_TakesThemForArrays() => Assert.Equal(
        Json("[true, []]"), Result("json.match_schema", RegoObject.Of(("a", RegoSet.Of(1L))), Json("""{"properties":{"a":{"type":"array"}}}""")));

    // Only texts, objects and arrays are documents.
    private static RegoValue Document(string json) => json;
}
