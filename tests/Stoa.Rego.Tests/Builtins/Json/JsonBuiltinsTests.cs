using static Stoa.Rego.Tests.Builtins.BuiltinCall;

namespace Stoa.Rego.Tests.Builtins;

public class JsonBuiltinsTests
{
    [Theory]
    [InlineData("""{"b": [1, 2.50, "<a>&\u2028\u0007\n"], "a": null}""", "{\"a\":null,\"b\":[1,2.50,\"\\u003ca\\u003e\\u0026\\u2028\\u0007\\n\"]}")]
    [InlineData("\"\uFFFF\uD83E\uDD72\"", "\"\uFFFF\uD83E\uDD72\"")]
    public void Marshal_OfValue_IsOpasJson(string json, string expected) => Assert.Equal(expected, Result("json.marshal", Json(json)));

    [Fact]
    public void Marshal_OfKeysOfOtherKinds_NamesThemByTheirJson()
    {
        var value = RegoObject.Of((2L, true), (RegoArray.Of("x"), RegoSet.Of(2L, 1L)), ("a", false));

        Assert.Equal("{\"2\":true,\"[\\\"x\\\"]\":[1,2],\"a\":false}", Result("json.marshal", value));
    }

    [Theory]
    [InlineData("[1,{}]", "{}", "[1,{}]")]
    [InlineData("[1,{}]", """{"pretty": true}""", "[\n\t1,\n\t{}\n]")]
    [InlineData("""{"a":[1]}""", """{"indent": "  "}""", "{\n  \"a\": [\n    1\n  ]\n}")]
    [InlineData("[]", """{"indent": " ", "prefix": "---"}""", "---[]")]
    [InlineData("[1]", """{"prefix": "> "}""", "> [\n> \t1\n> ]")]
    [InlineData("[1]", """{"prefix": "> ", "pretty": false}""", "[1]")]
    public void MarshalWithOptions_Indents(string value, string options, string expected) =>
        Assert.Equal(expected, Result("json.marshal_with_options", Json(value), Json(options)));

    [Theory]
    [InlineData("""{"depth": 1}""", "operand 2 object contained unknown key \"depth\"")]
    [InlineData("""{"indent": 1}""", "operand 2 key \"indent\" failed cast to string: must be string but got number")]
    [InlineData("""{"pretty": 1}""", "operand 2 key \"pretty\" failed cast to bool")]
    public void MarshalWithOptions_WithWrongOption_IsTypeError(string options, string message) =>
        Assert.Equal((RegoErrorCodes.EvalType, message), Failure("json.marshal_with_options", Json("[]"), Json(options)));

    [Fact]
    public void Marshal_OfSharedParts_CountsWhatItWrites()
    {
        RegoValue value = RegoArray.Of(1L);
        for (var i = 0; i < 40; i++)
        {
            value = RegoArray.Of(value, value);
        }

        Assert.Throws<OperationCanceledException>(() => Result("json.marshal", value));
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("{", false)]
    [InlineData("1 2", false)]
    [InlineData("text", false)]
    [InlineData("""{"a": 1e999999}""", false)]
    public void IsValid_TellsJson(string text, bool expected)
    {
        Assert.Equal(expected, Result("json.is_valid", text));
        if (expected)
        {
            Assert.Equal(Json(text), Result("json.unmarshal", text));
        }
        else
        {
            Assert.Equal(RegoErrorCodes.Builtin, Failure("json.unmarshal", text).Code);
        }
    }

    [Fact]
    public void IsValid_OfOtherKinds_IsFalse() => Assert.Equal(false, Result("json.is_valid", 1L));

    [Fact]
    public void Marshal_OfValueThatNestsTooDeep_Fails()
    {
        RegoValue value = RegoArray.Empty;
        for (var i = 0; i < 100_000; i++)
        {
            value = RegoArray.Of(value);
        }

        Assert.Equal((RegoErrorCodes.Builtin, "a value nests too deep"), Failure("json.marshal", value));
    }

    [Fact]
    public void Unmarshal_OfDeepJson_Fails() => Assert.Equal(RegoErrorCodes.Builtin, Failure("json.unmarshal", new string('[', 100_000)).Code);

    [Theory]
    [InlineData("""["a/b/c", "e"]""", """{"a":{"b":{"c":7}},"e":9}""")]
    [InlineData("""["a", "a/b"]""", """{"a":{"b":{"c":7,"d":8}}}""")]
    [InlineData("""[["a", "b", "c"]]""", """{"a":{"b":{"c":7}}}""")]
    [InlineData("""["l/1/x"]""", """{"l":[{"x":1}]}""")]
    [InlineData("""[""]""", "{}")]
    public void Filter_KeepsPaths(string paths, string expected) => Assert.Equal(
        Json(expected), Result("json.filter", Json("""{"a":{"b":{"c":7,"d":8}},"e":9,"l":[{"x":0},{"x":1,"y":2}]}"""), Json(paths)));

    [Theory]
    [InlineData("""["a/b/c", "e", "l"]""", """{"a":{"b":{"d":8}}}""")]
    [InlineData("""["a", "e", "l/0", "l/1/y"]""", """{"l":[{"x":1}]}""")]
    [InlineData("""[]""", """{"a":{"b":{"c":7,"d":8}},"e":9,"l":[{"x":0},{"x":1,"y":2}]}""")]
    public void Remove_DropsPaths(string paths, string expected) => Assert.Equal(
        Json(expected), Result("json.remove", Json("""{"a":{"b":{"c":7,"d":8}},"e":9,"l":[{"x":0},{"x":1,"y":2}]}"""), Json(paths)));

    [Theory]
    [InlineData("1", "[]", "operand 1 must be object but got number")]
    [InlineData("{}", "{}", "operand 2 must be one of {set, array} but got object")]
    public void Remove_OfOtherKinds_IsTypeError(string value, string paths, string message)
    {
        Assert.Equal((RegoErrorCodes.EvalType, message), Failure("json.remove", Json(value), Json(paths)));
        Assert.Equal((RegoErrorCodes.EvalType, message), Failure("json.filter", Json(value), Json(paths)));
    }

    [Fact]
    public void Remove_WithPathOfOtherKind_IsTypeError() => Assert.Equal(
        (RegoErrorCodes.EvalType, "operand 2 must be one of {set, array} containing string paths or array of path segments but got number"),
        Failure("json.remove", Json("{}"), Json("[1]")));
}
