using System.Text.Json.Nodes;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Mcp;

public sealed class ResultRedactionTests
{
    private static readonly string[] Names = ["email"];

    [Theory]
    [InlineData("""{"email":"a@b"}""", """{"email":"[redacted]"}""")]
    [InlineData("""{"Email":"a@b","name":"Ada"}""", """{"Email":"[redacted]","name":"Ada"}""")]
    [InlineData("""{"email":{"work":"a@b"}}""", """{"email":"[redacted]"}""")]
    [InlineData("""[[{"x":[{"email":1}]}]]""", """[[{"x":[{"email":"[redacted]"}]}]]""")]
    [InlineData("""{"e\u006dail":"a@b"}""", """{"email":"[redacted]"}""")]
    [InlineData("""  {"email":"a@b"} """, """{"email":"[redacted]"}""")]
    [InlineData("""{"inner":"{\"email\":\"a@b\"}"}""", """{"inner":"{\u0022email\u0022:\u0022[redacted]\u0022}"}""")]
    [InlineData("""{"email":"a","email":"b"}""", "[redacted]")]
    [InlineData("""{"email":"a@b"}{"email":"c@d"}""", "[redacted]")]
    [InlineData("""See: {"email":"a@b"}""", "[redacted]")]
    [InlineData("""{"email":"a@b",}""", "[redacted]")]
    [InlineData("""{"name":"Ada"}""", """{"name":"Ada"}""")]
    [InlineData("Send an email.", "Send an email.")]
    [InlineData("\"email\"", "\"email\"")]
    [InlineData("", "")]
    public void Text_LosesTheField(string text, string expected) => Assert.Equal(expected, FieldRedaction.ApplyToText(text, Names));

    [Fact]
    public void Text_NestedDeeperThanAnyReader_GoesWhole()
    {
        var text = new string('[', 1000) + """{"email":"a@b"}""" + new string(']', 1000);

        Assert.Equal(PolicyObligations.Redacted, FieldRedaction.ApplyToText(text, Names));
    }

    [Fact]
    public void Envelope_KeepsItsOwnFields()
    {
        var result = JsonNode.Parse("""{"email":"kept","content":[{"type":"text","text":"{\"email\":\"a@b\"}"}],"structuredContent":{"email":"a@b"},"_meta":{"email":"kept"}}""");

        ResultRedaction.Apply(result, Names);

        Assert.Equal(
            """{"email":"kept","content":[{"type":"text","text":"{\u0022email\u0022:\u0022[redacted]\u0022}"}],"structuredContent":{"email":"[redacted]"},"_meta":{"email":"kept"}}""",
            result!.ToJsonString());
    }
}
