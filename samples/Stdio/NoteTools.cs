using System.ComponentModel;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance;

namespace Stdio;

[McpServerToolType, Governed(ToolNamespace = "notes")]
public static class NoteTools
{
    [McpServerTool(Name = "read_note", ReadOnly = true)]
    [Description("Reads a note.")]
    public static string ReadNote([Description("Title of the note.")] string title) => $"{title}: buy bread.";

    [McpServerTool(Name = "delete_note", Destructive = true, ReadOnly = false)]
    [Description("Deletes a note for good.")]
    public static string DeleteNote([Description("Title of the note.")] string title) => $"{title} is deleted.";
}
