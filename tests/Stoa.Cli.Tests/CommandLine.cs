using System.Text;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Tests;

/// <summary>Runs <c>stoa</c> in this process, in a folder of its own that goes when the test ends.</summary>
internal sealed class CommandLine : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("stoa-cli-").FullName;

    public string Input { get; set; } = "";

    public Style Style { get; set; } = Style.Plain;

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Writes a file, and gives its path.</summary>
    public string File(string path, string text)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        System.IO.File.WriteAllText(file, text);
        return file;
    }

    /// <summary>Runs a command line. Results name the folder <c>.</c>.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) => RunAsync(arguments, CancellationToken.None);

    /// <summary>Runs a command line until the token ends it.</summary>
    public async Task<CommandResult> RunAsync(string[] arguments, CancellationToken cancellationToken, StringWriter? writer = null)
    {
        using var output = writer ?? new StringWriter();
        using var error = new StringWriter();
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(Input));
        var terminal = new Terminal(input, output, error) { OutStyle = Style, ErrorStyle = Style, Time = Time };
        var code = await StoaCommand.RunAsync(arguments, terminal, cancellationToken);
        return new CommandResult(code, Clean(output), Clean(error));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string Clean(StringWriter writer) => writer.ToString().ReplaceLineEndings("\n").Replace(Folder, ".", StringComparison.Ordinal);
}

/// <summary>How a command ended.</summary>
internal sealed record CommandResult(int Code, string Out, string Error);
