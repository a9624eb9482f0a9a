using System.Text;

namespace Stoa.Trail.Verifying;

/// <summary>What the chains of one folder share while they are verified: the trail's id, its keys, warnings.</summary>
internal sealed class VerifiedTrail(KeyRing keys)
{
    private const int MostWarnings = 20;
    private readonly List<string> _warnings = [];
    private byte[]? _id;

    public KeyRing Keys => keys;

    public string? Id => _id is null ? null : Encoding.ASCII.GetString(_id);

    public IReadOnlyList<string> Warnings => _warnings;

    public void Warn(string warning)
    {
        if (_warnings.Count < MostWarnings)
        {
            _warnings.Add(warning);
        }
    }

    /// <summary>A line says which trail it is of: the first one decides.</summary>
    public string? Identify(ReadOnlySpan<byte> id)
    {
        if (id.IsEmpty)
        {
            return "does not name its trail";
        }

        _id ??= id.ToArray();
        return id.SequenceEqual(_id) ? null : $"is of another trail: {Encoding.ASCII.GetString(id)}, not {Id}";
    }
}
