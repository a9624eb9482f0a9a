using System.Text;

namespace Stoa.Rego.Syntax;

/// <summary>A comment that begins with <c>METADATA</c>, and the comments on the lines right below it, which hold YAML.</summary>
/// <param name="Location">Where the first comment stands.</param>
/// <param name="Lines">The comments below it.</param>
internal sealed record MetadataBlock(SourceLocation Location, IReadOnlyList<Comment> Lines)
{
    private const string Mark = "METADATA";

    /// <summary>The YAML: the comments without the space behind their <c>#</c>.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            foreach (var line in Lines)
            {
                text.Append(line.Text.StartsWith(' ') ? line.Text.AsSpan(1) : line.Text).Append('\n');
            }

            return text.ToString();
        }
    }

    /// <summary>What may be amiss in a block that is at fault: a colon without a space of YAML behind it is no separator.</summary>
    public string? Advice => Lines.FirstOrDefault(IsUnseparated) is { } line ? $"YAML wants a space or the end of the line behind the colon on line {line.Location.Row}" : null;

    /// <summary>The blocks among a module's comments.</summary>
    public static List<MetadataBlock> Find(IReadOnlyList<Comment> comments)
    {
        var blocks = new List<MetadataBlock>();
        for (var i = 0; i < comments.Count; i++)
        {
            if (!comments[i].Text.AsSpan().Trim().StartsWith(Mark))
            {
                continue;
            }

            var first = i;
            while (i + 1 < comments.Count && comments[i + 1].Location is { Column: 1 } next && next.Row == comments[i].Location.Row + 1)
            {
                i++;
            }

            blocks.Add(new MetadataBlock(comments[first].Location, [.. comments.Skip(first + 1).Take(i - first)]));
        }

        return blocks;
    }

    /// <summary>The place of a line of the YAML, counted from 1; of the block, where the line is not known.</summary>
    public SourceLocation LocationOf(int line) => line < 1 || Lines.Count == 0 ? Location : Lines[Math.Min(line, Lines.Count) - 1].Location;

    private static bool IsUnseparated(Comment line)
    {
        var colon = line.Text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && !line.Text.Contains(": ", StringComparison.Ordinal) && colon + 1 < line.Text.TrimEnd(' ', '\t').Length && line.Text[colon + 1] is not '\t';
    }
}
