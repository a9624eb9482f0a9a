using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Stoa.Mcp.ConformanceServer.Prompts;

/// <summary>One prompt for each kind of content.</summary>
[McpServerPromptType]
internal sealed class ContentPrompts
{
    [McpServerPrompt(Name = "test_simple_prompt"), Description("Returns text.")]
    public static PromptMessage Simple() => Text("This is a simple prompt for testing.");

    [McpServerPrompt(Name = "test_prompt_with_arguments"), Description("Repeats its arguments.")]
    public static PromptMessage Arguments(
        [Description("First test argument")] string arg1, [Description("Second test argument")] string arg2) =>
        Text($"Prompt with arguments: arg1='{arg1}', arg2='{arg2}'");

    [McpServerPrompt(Name = "test_prompt_with_embedded_resource"), Description("Embeds a resource.")]
    public static IEnumerable<PromptMessage> Resource([Description("URI of the resource to embed")] string resourceUri) =>
    [
        Message(new EmbeddedResourceBlock
        {
            Resource = new TextResourceContents
            {
                Uri = resourceUri,
                MimeType = "text/plain",
                Text = "Embedded resource content for testing.",
            },
        }),
        Text("Please process the embedded resource above."),
    ];

    [McpServerPrompt(Name = "test_prompt_with_image"), Description("Shows a picture.")]
    public static IEnumerable<PromptMessage> Image() =>
        [Message(ImageContentBlock.FromBytes(Samples.Png, "image/png")), Text("Please analyze the image above.")];

    private static PromptMessage Text(string text) => Message(new TextContentBlock { Text = text });

    private static PromptMessage Message(ContentBlock content) => new() { Role = Role.User, Content = content };
}
