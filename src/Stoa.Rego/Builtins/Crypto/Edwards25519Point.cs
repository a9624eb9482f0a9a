namespace Stoa.Rego.Builtins;

/// <summary>A point of edwards25519 in extended coordinates (RFC 8032 section 5.1.4).</summary>
internal readonly struct Edwards25519Point
{
    private static readonly Curve25519Field D = -(Curve25519Field.Of(121_665) * Curve25519Field.Of(121_666).Inverse());
    private static readonly Curve25519Field TwiceD = D + D;

    // 2 is no square, so its power of (p - 1) / 4 squares to -1.
    private static readonly Curve25519Field RootOfMinusOne = Curve25519Field.Of(2).PowP58().Squared() * Curve25519Field.Of(2);

    private readonly Curve25519Field _x;
    private readonly Curve25519Field _y;
    private readonly Curve25519Field _z;
    private readonly Curve25519Field _t;

    private Edwards25519Point(Curve25519Field x, Curve25519Field y, Curve25519Field z, Curve25519Field t)
    {
        _x = x;
        _y = y;
        _z = z;
        _t = t;
    }

    /// <summary>The base point: y is 4/5, x is even.</summary>
    public static Edwards25519Point Base { get; } =
        TryDecode((Curve25519Field.Of(4) * Curve25519Field.Of(5).Inverse()).ToBytes(), out var point) ? point : throw new InvalidOperationException();

    private static Edwards25519Point Neutral => new(Curve25519Field.Zero, Curve25519Field.One, Curve25519Field.One, Curve25519Field.Zero);

    /// <summary>Reads a point (RFC 8032 section 5.1.3). False where the bytes are none.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out Edwards25519Point point)
    {
        point = default;
        var y = Curve25519Field.FromBytes(bytes);
        var isOdd = (bytes[31] & 0x80) != 0;
        var canonical = y.ToBytes();
        canonical[31] |= (byte)(bytes[31] & 0x80);
        if (!bytes.SequenceEqual(canonical))
        {
            return false;
        }

        var numerator = y.Squared() - Curve25519Field.One;
        var denominator = (D * y.Squared()) + Curve25519Field.One;
        var cube = denominator.Squared() * denominator;
        var x = numerator * cube * (numerator * cube.Squared() * denominator).PowP58();
        var square = denominator * x.Squared();
        if (!(square - numerator).IsZero)
        {
            if (!(square + numerator).IsZero)
            {
                return false;
            }

            x *= RootOfMinusOne;
        }

        if (x.IsZero && isOdd)
        {
            return false;
        }

        x = x.IsOdd == isOdd ? x : -x;
        point = new Edwards25519Point(x, y, Curve25519Field.One, x * y);
        return true;
    }

    // Holds for equal points and the neutral one too.
    public static Edwards25519Point operator +(Edwards25519Point p, Edwards25519Point q)
    {
        var a = (p._y - p._x) * (q._y - q._x);
        var b = (p._y + p._x) * (q._y + q._x);
        var c = p._t * TwiceD * q._t;
        var d = (p._z + p._z) * q._z;
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new Edwards25519Point(e * f, g * h, f * g, e * h);
    }

    public static Edwards25519Point operator -(Edwards25519Point p) => new(-p._x, p._y, p._z, -p._t);

    /// <summary>The point, added to itself; the number has 32 bytes, least significant first.</summary>
    public Edwards25519Point Times(ReadOnlySpan<byte> number)
    {
        var sum = Neutral;
        for (var i = 255; i >= 0; i--)
        {
            sum = sum.Doubled();
            sum = Select(sum, sum + this, (ulong)((number[i / 8] >> (i % 8)) & 1));
        }

        return sum;
    }

    public byte[] ToBytes()
    {
        var inverse = _z.Inverse();
        var bytes = (_y * inverse).ToBytes();
        bytes[31] |= (byte)((_x * inverse).IsOdd ? 0x80 : 0);
        return bytes;
    }

    private Edwards25519Point Doubled()
    {
        var a = _x.Squared();
        var b = _y.Squared();
        var c = _z.Squared();
        var h = a + b;
        var e = h - (_x + _y).Squared();
        var g = a - b;
        var f = c + c + g;
        return new Edwards25519Point(e * f, g * h, f * g, e * h);
    }

    private static Edwards25519Point Select(Edwards25519Point no, Edwards25519Point yes, ulong bit) => new(
        Curve25519Field.Select(no._x, yes._x, bit), Curve25519Field.Select(no._y, yes._y, bit),
        Curve25519Field.Select(no._z, yes._z, bit), Curve25519Field.Select(no._t, yes._t, bit));
}
