using System.Text;

namespace Stoa.Trail.Tests.Verifying;

/// <summary>A file of a trail in someone's hands.</summary>
internal sealed class TamperedFile(string name, byte[] bytes)
{
    public string Name { get; set; } = name;

    public byte[] Bytes { get; set; } = bytes;

    public bool IsAudit => Name.StartsWith("audit-", StringComparison.Ordinal);

    public string Text => Encoding.Latin1.GetString(Bytes);

    public List<string> Lines
    {
        get => [.. Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        set => Bytes = Encoding.Latin1.GetBytes(string.Concat(value.Select(line => line + "\n")));
    }
}
