using Stoa.Cli.Terminals;
using Stoa.Rego;

namespace Stoa.Cli.Policy.Diff;

/// <summary>Asks two policies the same, and writes where they differ.</summary>
internal sealed class DiffRun(Terminal terminal, SourceLookup lookup)
{
    public int Run(DiffRequest request, CancellationToken cancellationToken)
    {
        var current = Load(request.Current, request);
        var candidate = Load(request.Candidate, request);
        var (count, differences) = (0, new List<Difference>());
        foreach (var (line, id, input) in RecordedInputs.Read(request.Inputs))
        {
            count++;
            var (one, other) = (Ask(current, input, cancellationToken), Ask(candidate, input, cancellationToken));
            if (!one.IsSameAs(other))
            {
                differences.Add(new Difference(line, id, one, other));
            }
        }

        Write(request, count, differences);
        return differences.Count == 0 ? ExitCode.Success : 1;
    }

    private static Answer Ask(RegoDocument document, RegoValue input, CancellationToken cancellationToken)
    {
        try
        {
            return new Answer(document.Evaluate(input, null, cancellationToken), null);
        }
        catch (RegoException error) when (!cancellationToken.IsCancellationRequested)
        {
            return new Answer(null, error.Errors[0]);
        }
    }

    private RegoDocument Load(string path, DiffRequest request) =>
        PolicySources.Load([path, .. request.Shared], [], new RegoBundleOptions(), lookup).Compile(new RegoCompilerOptions()).Document(request.Document);

    private void Write(DiffRequest request, int count, List<Difference> differences)
    {
        if (request.IsJson)
        {
            terminal.Out.WriteLine(Json(count, differences));
            return;
        }

        if (differences.Count > 0)
        {
            TextTable.Write(
                terminal.Out,
                terminal.OutStyle,
                ["line", "decision", "current", "candidate"],
                [.. differences.Select(difference => (string[])[$"{difference.Line}", Printable.Of(difference.Id ?? ""), Printable.Of($"{difference.Current}"), Printable.Of($"{difference.Candidate}")])]);
            terminal.Out.WriteLine();
        }

        terminal.Out.WriteLine($"{count} {(count == 1 ? "input" : "inputs")}, {differences.Count} decided differently");
    }

    private static string Json(int count, List<Difference> differences) => JsonOutput.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("inputs", count);
        writer.WriteStartArray("differences");
        foreach (var difference in differences)
        {
            writer.WriteStartObject();
            writer.WriteNumber("line", difference.Line);
            if (difference.Id is not null)
            {
                writer.WriteString("decision_id", difference.Id);
            }

            WriteAnswer("current", difference.Current);
            WriteAnswer("candidate", difference.Candidate);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();

        void WriteAnswer(string name, Answer answer)
        {
            writer.WriteStartObject(name);
            if (answer.Error is not null)
            {
                writer.WriteString("error", answer.Error.Code);
            }
            else if (answer.Value is not null)
            {
                writer.WritePropertyName("value");
                JsonOutput.Write(writer, answer.Value);
            }

            writer.WriteEndObject();
        }
    });
}
