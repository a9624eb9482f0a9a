using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Stoa.Mcp.Governance.Resources.Yaml;

/// <summary>
/// Reads the documents of one file and keeps every position. Takes only what resources need: anchors, aliases and tags are
/// refused (an alias can stand for a document a million times its size), keys are texts and each occurs once, nesting is bounded.
/// </summary>
internal sealed class YamlReader(FileErrors errors)
{
    private const int DeepestNesting = 16;

    /// <summary>The documents up to the end of the file or to the first place where it stops being YAML.</summary>
    /// <returns>Whether the whole file was read.</returns>
    public bool Read(string text, List<YamlValue> documents)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            while (parser.MoveNext())
            {
                if (parser.Current is DocumentStart)
                {
                    parser.MoveNext();
                    documents.Add(ReadValue(parser, depth: 1));
                }
            }

            return true;
        }
        catch (YamlException exception)
        {
            errors.Add((int)exception.Start.Line, (int)exception.Start.Column, $"not readable as YAML: {Shown.Value(exception.Message)}");
            return false;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException)
        {
            // The parser meets some malformed input with these; the last thing it understood is as near as the place can be told.
            var last = parser.Current?.End ?? Mark.Empty;
            errors.Add((int)last.Line, (int)last.Column, "not readable as YAML from here on");
            return false;
        }
    }

    private YamlValue ReadValue(Parser parser, int depth)
    {
        var current = parser.Current!;
        var (line, column) = ((int)current.Start.Line, (int)current.Start.Column);
        if (depth > DeepestNesting)
        {
            throw new YamlException(current.Start, current.End, $"nested deeper than {DeepestNesting} levels");
        }

        switch (current)
        {
            case AnchorAlias alias:
                errors.Add(line, column, $"alias '*{Shown.Value(alias.Value.Value)}' is not allowed: write the value out");
                return new YamlRefused(line, column);
            case NodeEvent node:
                RefuseProperties(node, line, column);
                break;
        }

        return current switch
        {
            Scalar scalar => new YamlScalar(line, column, scalar.Value, quoted: scalar.Style != ScalarStyle.Plain),
            SequenceStart => ReadList(parser, line, column, depth),
            MappingStart => ReadMap(parser, line, column, depth),
            _ => throw new YamlException(current.Start, current.End, "a value was expected"),
        };
    }

    private void RefuseProperties(NodeEvent node, int line, int column)
    {
        if (!node.Anchor.IsEmpty)
        {
            errors.Add(line, column, $"anchor '&{Shown.Value(node.Anchor.Value)}' is not allowed: write the value out where it is used");
        }

        if (!node.Tag.IsEmpty)
        {
            errors.Add(line, column, $"tag '{Shown.Value(node.Tag.Value)}' is not allowed: quote a text to keep it a text");
        }
    }

    private YamlList ReadList(Parser parser, int line, int column, int depth)
    {
        var items = new List<YamlValue>();
        while (parser.MoveNext() && parser.Current is not SequenceEnd)
        {
            items.Add(ReadValue(parser, depth + 1));
        }

        return new YamlList(line, column, items);
    }

    private YamlMap ReadMap(Parser parser, int line, int column, int depth)
    {
        var entries = new Dictionary<string, YamlEntry>(StringComparer.Ordinal);
        while (parser.MoveNext() && parser.Current is not MappingEnd)
        {
            var key = ReadValue(parser, depth + 1);
            parser.MoveNext();
            var value = ReadValue(parser, depth + 1);
            if (key is not YamlScalar name)
            {
                errors.Add(key, $"a key is a plain text, not {key.Describe()}");
            }
            else if (!entries.TryAdd(name.Text, new YamlEntry(name, value)))
            {
                errors.Add(key, $"'{Shown.Value(name.Text)}' occurs twice; the first is on line {entries[name.Text].Key.Line}");
            }
        }

        return new YamlMap(line, column, entries);
    }
}
