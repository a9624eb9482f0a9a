namespace Stoa.Rego;

/// <summary>
/// One token in 32 bits: of a scalar where its text begins, of an array or object which token stands behind it. Where a text ends is found again
/// when it is asked for. An array or object has a second token, the number of its items.
/// </summary>
internal readonly struct ScannedToken
{
    /// <summary>Places and numbers of tokens stay below this.</summary>
    public const int Limit = 1 << PlaceBits;

    private const int PlaceBits = 28;
    private readonly uint _bits;

    public ScannedToken(ScannedKind kind, int place) => _bits = ((uint)kind << PlaceBits) | (uint)place;

    /// <summary>The number of an array's items or an object's members.</summary>
    public ScannedToken(int count) => _bits = (uint)count;

    public ScannedKind Kind => (ScannedKind)(_bits >> PlaceBits);

    /// <summary>Where the text begins, of a string behind its quote; or which token stands behind the array or object.</summary>
    public int Place => (int)(_bits & (Limit - 1));

    public int Count => (int)_bits;

    public bool HasItems => Kind >= ScannedKind.Array;
}
