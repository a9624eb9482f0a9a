using static Stoa.Rego.Tests.Builtins.BuiltinCall;

namespace Stoa.Rego.Tests.Builtins;

public sealed class EncodingBuiltinsTests
{
    [Theory]
    [InlineData("base64.encode", "hello?", "aGVsbG8/")]
    [InlineData("base64url.encode", "hello?>", "aGVsbG8_Pg==")]
    [InlineData("base64url.encode_no_pad", "hello?>", "aGVsbG8_Pg")]
    [InlineData("base64.decode", "c3ViamVjdHM/X2Q=", "subjects?_d")]
    [InlineData("base64url.decode", "aGVsbG8_Pg", "hello?>")]
    [InlineData("hex.encode", "é", "c3a9")]
    [InlineData("hex.decode", "C3a9", "é")]
    [InlineData("urlquery.encode", "a=b+1 é~", "a%3Db%2B1+%C3%A9~")]
    [InlineData("urlquery.decode", "a%3Db%2B1+%C3%A9", "a=b+1 é")]
    public void Text_IsEncodedAsUtf8(string name, string text, string expected) => Assert.Equal(expected, Result(name, text));

    [Theory]
    [InlineData("hex.decode", "fghijkl", "encoding/hex: invalid byte: U+0067 'g'")]
    [InlineData("hex.decode", "abc", "encoding/hex: odd length hex string")]
    [InlineData("base64.decode", "a*", "illegal base64 data at input byte 1")]
    [InlineData("urlquery.decode", "100%", "invalid URL escape \"%\"")]
    [InlineData("urlquery.decode", "%zz1", "invalid URL escape \"%zz\"")]
    public void WhatIsNotEncoded_Fails(string name, string text, string message) => Assert.Equal(("eval_builtin_error", message), Failure(name, text));

    [Theory]
    [InlineData("00ff80c328f0288cbcfe")]
    [InlineData("eda080")]
    [InlineData("c3a9f09f9880ff")]
    public void Bytes_FindTheirWayBack(string hex)
    {
        var bytes = Result("hex.decode", hex)!;
        Assert.Equal(hex, Result("hex.encode", bytes));
        Assert.Equal(bytes, Result("base64.decode", Result("base64.encode", bytes)!));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Convert.FromHexString(hex))), Result("crypto.sha256", bytes));
    }

    [Fact]
    public void Bytes_CountOneByOne() => Assert.Equal(30, Result("count", Result("base64.decode", "2E84ZuPUd7zfvCZSNEchVpDEIj6PL7JfLpIqyxVG16k=")!));

    [Theory]
    [InlineData("""{"a": ["b+1", "c+2"], "b": "x y"}""", "a=b%2B1&a=c%2B2&b=x+y")]
    [InlineData("{}", "")]
    public void EncodeObject_RepeatsNames(string members, string expected) => Assert.Equal(expected, Result("urlquery.encode_object", Json(members)));

    [Fact]
    public void EncodeObject_OfOtherValues_Fails() => Assert.Equal(
        ("eval_type_error", "operand 1 values must be string, array[string], or set[string]"), Failure("urlquery.encode_object", Json("""{"a": 1}""")));

    [Theory]
    [InlineData("a=value_a1&b=value_b&a=value_a2", """{"a": ["value_a1", "value_a2"], "b": ["value_b"]}""")]
    [InlineData("a&&b=1%262", """{"a": [""], "b": ["1&2"]}""")]
    [InlineData("", "{}")]
    public void DecodeObject_CollectsValues(string query, string expected) => Assert.Equal(Json(expected), Result("urlquery.decode_object", query));

    [Theory]
    [InlineData("aGVsbG8=", true)]
    [InlineData("{'not':'base64'}", false)]
    public void IsValid_OfBase64(string text, bool expected) => Assert.Equal(expected, Result("base64.is_valid", text));
}
