using Stoa.Mcp.Governance.Messages;

namespace Stoa.Mcp.Governance.Tests.Messages;

public sealed class SdkDifferentialTests
{
    public static TheoryData<string> Good => MessageCorpus.Names("good");

    public static TheoryData<string> Headers => MessageCorpus.Names("headers");

    [Theory]
    [MemberData(nameof(Good))]
    public void Read_GoodBody_IsWhatTheSdkReads(string name) => Compare("good", name);

    [Theory]
    [MemberData(nameof(Headers))]
    public void Read_BodyWithHeaders_IsWhatTheSdkReads(string name) => Compare("headers", name);

    private static void Compare(string file, string name)
    {
        var message = McpMessageReader.Read(MessageCorpus.Body(MessageCorpus.Get(file, name)), new McpMessageLimits()).Message;

        Assert.NotNull(message);
        Assert.Null(SdkComparison.FindDifference(message));
    }
}
