using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Stoa.Mcp.Gateway.Tests.TestDoubles;

/// <summary>A client that answers what servers ask of it.</summary>
internal static class Asked
{
    public static McpClientOptions Options() => new()
    {
        Handlers = new()
        {
            ElicitationHandler = (_, _) => ValueTask.FromResult(new ElicitResult { Action = "accept" }),
            SamplingHandler = (asked, _, _) => ValueTask.FromResult(new CreateMessageResult
            {
                Model = "test",
                Content = [new TextContentBlock { Text = "sampled " + (asked!.Messages[0].Content[0] as TextContentBlock)?.Text }],
            }),
        },
    };
}
