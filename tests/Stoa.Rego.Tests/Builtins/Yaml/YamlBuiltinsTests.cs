using static Stoa.Rego.Tests.Builtins.BuiltinCall;

namespace Stoa.Rego.Tests.Builtins;

public class YamlBuiltinsTests
{
    [Theory]
    [InlineData("", "null")]
    [InlineData("a: 1\nb: [x, \"1\", '2']\nc:\n- ~\n- {}", """{"a":1,"b":["x","1","2"],"c":[null,{}]}""")]
    [InlineData("[yes, No, on, OFF, true, y, null, Null, tRue]", """[true,false,true,false,true,true,null,null,"tRue"]""")]
    [InlineData("[010, 0x1F, 0o17, 0b11, 1_000, -5, +7, 089, 1e3, .5, 1., 2.50, 18446744073709551615]", """[8,31,15,3,1000,-5,7,89,1000,0.5,1,2.5,18446744073709551615]""")]
    [InlineData("[2020-01-01, 1:30, 1.2.3, 0x, '', !!str 1, !local 2, !!int 3, !!float 3]", """["2020-01-01","1:30","1.2.3","0x","","1","2",3,3]""")]
    [InlineData("1: a\ntrue: b\n1.5: c", """{"1":"a","true":"b","1.5":"c"}""")]
    [InlineData("a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3\ne: *x", """{"a":{"b":1,"c":2},"d":{"b":1,"c":3},"e":{"b":1,"c":2}}""")]
    [InlineData("a: |\n  x\n  y\nb: >\n  x\n  y\n", """{"a":"x\ny\n","b":"x y\n"}""")]
    [InlineData("a: 1\na: 2", """{"a":2}""")]
    [InlineData("--- 1\n--- 2", "1")]
    [InlineData("!!binary aGVsbG8=", "\"hello\"")]
    [InlineData("""{"json": ["ok", 1.5e3]}""", """{"json":["ok",1500]}""")]
    public void Unmarshal_OfYaml(string yaml, string expected)
    {
        Assert.Equal(Json(expected), Result("yaml.unmarshal", yaml));
        Assert.Equal(true, Result("yaml.is_valid", yaml));
    }

    [Theory]
    [InlineData("[1,2,3", "yaml: line 1: did not find expected ',' or ']'")]
    [InlineData("a: *x", "yaml: unknown anchor 'x' referenced")]
    [InlineData("a: &x [*x]", "yaml: unknown anchor 'x' referenced")]
    [InlineData(".inf", "error converting YAML to JSON: .inf is no number in JSON")]
    [InlineData("[a]: 1", "error converting YAML to JSON: a key of type array is not supported")]
    [InlineData("!!int x", "yaml: cannot decode \"x\" as a !!int")]
    [InlineData("<<: 1", "yaml: map merge requires map or sequence of maps as the value")]
    public void Unmarshal_OfOtherText_Fails(string yaml, string message)
    {
        Assert.Equal((RegoErrorCodes.Builtin, message), Failure("yaml.unmarshal", yaml));
        Assert.Equal(false, Result("yaml.is_valid", yaml));
    }

    [Fact]
    public void Unmarshal_OfDeepYaml_Fails()
    {
        Assert.Equal("yaml: nests deeper than 512", Failure("yaml.unmarshal", new string('[', 100_000)).Message);
        Assert.Equal(false, Result("yaml.is_valid", 1L));
    }

    [Fact]
    public void Unmarshal_OfAliasesOfAliases_CountsThem()
    {
        var yaml = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 12).Select(i =>
            $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

        Assert.Throws<OperationCanceledException>(() => Result("yaml.unmarshal", yaml));
    }

    [Theory]
    [InlineData("""{"b":[1,{"c":null,"d":[]}],"a10":{},"a2":true}""", "a2: true\na10: {}\nb:\n- 1\n- c: null\n  d: []\n")]
    [InlineData("""["yes","1","1.5","null","","a: b","# no","x","12:30","<<","2020-01-01"]""", "- \"yes\"\n- \"1\"\n- \"1.5\"\n- \"null\"\n- \"\"\n- 'a: b'\n- '# no'\n- x\n- \"12:30\"\n- \"<<\"\n- 2020-01-01\n")]
    [InlineData("""{"text":"a\nb\n"}""", "text: |\n  a\n  b\n")]
    [InlineData("1.5", "1.5\n")]
    public void Marshal_IsBlockStyle(string json, string expected) => Assert.Equal(expected, Result("yaml.marshal", Json(json)));

    [Theory]
    [InlineData("""{"a":["\u0000\u0001","\ud83e\udd72","\t","  x ","x\n","\n\n x\n","-","- a","?","&a","*","!x","%","@","`","'","\"","[","{","}",":","a:","---","...","\u2028","\ufeff","~","=","0o7","é","a #b"]}""")]
    [InlineData("""[[[[]]],{"a":{"":{"x y":[{"b":[1]}]}}},-0.5,1e100,123456789012,"multi\nline # text: x\n  indented"]""")]
    public void Marshal_ReadsBackTheSame(string json)
    {
        var value = Json(json);
        Assert.Equal(value, Result("yaml.unmarshal", Result("yaml.marshal", value)!));
    }

    [Fact]
    public void Marshal_OfRandomStrings_ReadsBackTheSame()
    {
        var random = new Random(3);
        const string Alphabet = "ab: -#\n\t'\"[]{},&*!|>%@`?~0.1eé\u0085\u2029\\";
        for (var i = 0; i < 2000; i++)
        {
            RegoValue text = new string([.. Enumerable.Range(0, random.Next(8)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            var value = RegoObject.Of((text, RegoArray.Of(text)));
            Assert.Equal(value, Result("yaml.unmarshal", Result("yaml.marshal", value)!));
        }
    }

    [Fact]
    public void Unmarshal_OfRandomText_NeverEscapesWithAnotherError()
    {
        var random = new Random(4);
        const string Alphabet = "ab: -#\n\t'\"[]{},&*!|>%@`?~01.e<\\\r";
        for (var i = 0; i < 5000; i++)
        {
            Run("yaml.unmarshal", [new string([.. Enumerable.Range(0, random.Next(30)).Select(_ => Alphabet[random.Next(Alphabet.Length)])])]);
        }
    }
}
