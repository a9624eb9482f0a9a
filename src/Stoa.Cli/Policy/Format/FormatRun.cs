using Stoa.Cli.Terminals;
using Stoa.Rego;

namespace Stoa.Cli.Policy.Format;

/// <summary>Formats files one by one. A file that is not Rego stops none of the others.</summary>
internal sealed class FormatRun(Terminal terminal, SourceLookup lookup, FormatRequest request)
{
    private const int Changes = 2;

    public int Run(CancellationToken cancellationToken)
    {
        var errors = new List<RegoError>();
        var changes = false;
        foreach (var (file, source) in request.Paths.SelectMany(ModuleFiles.Below).Select(Read))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                lookup.Add(file, source);
                var formatted = RegoFormat.Format(file, source);
                changes |= formatted != source;
                Show(file, source, formatted);
            }
            catch (RegoException error)
            {
                errors.AddRange(error.Errors);
            }
        }

        return errors.Count > 0 ? throw new RegoException(errors) : changes && request.Fail ? Changes : ExitCode.Success;
    }

    private void Show(string file, string source, string formatted)
    {
        var changes = formatted != source;
        if (request.List && changes)
        {
            terminal.Out.WriteLine(file);
        }

        if (request.Diff && changes)
        {
            LineDiff.Write(terminal, file, source, formatted);
        }

        if (request.Write && changes && file != ModuleFiles.Piped)
        {
            Write(file, formatted);
        }

        if (!request.List && !request.Diff && (!request.Write || file == ModuleFiles.Piped))
        {
            terminal.Out.Write(formatted);
        }
    }

    private (string File, string Source) Read(string file)
    {
        try
        {
            using var reader = file == ModuleFiles.Piped ? new StreamReader(terminal.In) : new StreamReader(file);
            return (file, reader.ReadToEnd());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError(error.Message);
        }
    }

    private static void Write(string file, string text)
    {
        try
        {
            File.WriteAllText(file, text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError(error.Message);
        }
    }
}
