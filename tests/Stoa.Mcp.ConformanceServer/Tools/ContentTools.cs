using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Stoa.Mcp.ConformanceServer.Tools;

/// <summary>One tool for each kind of content.</summary>
[McpServerToolType]
internal sealed class ContentTools
{
    [McpServerTool(Name = "test_simple_text"), Description("Returns text.")]
    public static string Text() => "This is a simple text response for testing.";

    [McpServerTool(Name = "test_image_content"), Description("Returns a picture.")]
    public static ContentBlock Image() => ImageContentBlock.FromBytes(Samples.Png, "image/png");

    [McpServerTool(Name = "test_audio_content"), Description("Returns a sound.")]
    public static ContentBlock Audio() => AudioContentBlock.FromBytes(Samples.Wav, "audio/wav");

    [McpServerTool(Name = "test_embedded_resource"), Description("Returns a resource.")]
    public static ContentBlock Resource() =>
        Embedded("test://embedded-resource", "text/plain", "This is an embedded resource content.");

    [McpServerTool(Name = "test_multiple_content_types"), Description("Returns text, a picture and a resource.")]
    public static IEnumerable<ContentBlock> Mixed() =>
    [
        new TextContentBlock { Text = "Multiple content types test:" },
        Image(),
        Embedded("test://mixed-content-resource", "application/json", """{"test":"data","value":123}"""),
    ];

    [McpServerTool(Name = "test_error_handling"), Description("Always fails.")]
    public static string Fail() => throw new McpException("This tool intentionally returns an error for testing");

    [McpServerTool(Name = "test_header_tool"), Description("Takes an argument that clients repeat in a header.")]
    public static string Mirrored([McpHeader("Region")] string region, string query) => $"{query} in {region}";

    private static EmbeddedResourceBlock Embedded(string uri, string mimeType, string text) =>
        new() { Resource = new TextResourceContents { Uri = uri, MimeType = mimeType, Text = text } };
}
