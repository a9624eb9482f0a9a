using Stoa.Rego;

namespace Stoa.Cli.Policy.Diff;

/// <summary>Inputs, one JSON document a line: the input itself, or an entry of a decision log, which has it in <c>input</c>.</summary>
internal static class RecordedInputs
{
    /// <exception cref="UserError">The file cannot be read, or a line is not JSON.</exception>
    public static IEnumerable<(int Line, string? Id, RegoValue Input)> Read(string file)
    {
        var number = 0;
        foreach (var line in Lines(file))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var (id, input) = Parse(file, number, line);
            yield return (number, id, input);
        }
    }

    private static (string? Id, RegoValue Input) Parse(string file, int number, string line)
    {
        try
        {
            return RegoJson.Parse(line) is RegoObject entry && entry.Find("decision_id") is RegoString id
                ? (id.Value, entry.Find("input") ?? throw new UserError($"{file}:{number}: the decision {id.Value} has no input", "It may have been masked: record it without the mask, or leave the line out."))
                : (null, RegoJson.Parse(line));
        }
        catch (RegoInputException error)
        {
            throw new UserError($"{file}:{number}: {error.Message}");
        }
    }

    private static IEnumerable<string> Lines(string file)
    {
        try
        {
            return File.ReadLines(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"the inputs cannot be read: {error.Message}");
        }
    }
}
