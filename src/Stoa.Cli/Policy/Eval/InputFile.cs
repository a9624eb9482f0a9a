using Stoa.Cli.Terminals;
using Stoa.Rego;

namespace Stoa.Cli.Policy.Eval;

/// <summary>Reads the document <c>input</c>.</summary>
internal static class InputFile
{
    /// <exception cref="UserError">There is no such file, or it is not JSON.</exception>
    public static RegoValue Read(Terminal terminal, string file)
    {
        var name = file == "-" ? "what was piped in" : file;
        try
        {
            using var stream = file == "-" ? terminal.In : File.OpenRead(file);
            using var buffer = new MemoryStream();
            stream.CopyTo(buffer);
            ReadOnlySpan<byte> bytes = buffer.ToArray();
            return RegoJson.Parse(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
        }
        catch (RegoInputException error)
        {
            throw new UserError($"{name}: {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"the input cannot be read: {error.Message}");
        }
    }
}
