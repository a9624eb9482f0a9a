using System.Buffers.Binary;

namespace Stoa.Rego.Builtins;

/// <summary>A number modulo 2^255 - 19, as five limbs of 51 bits. Operations take the same time for all values.</summary>
internal readonly struct Curve25519Field
{
    private const ulong Mask = (1UL << 51) - 1;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;
    private readonly ulong _e;

    private Curve25519Field(ulong a, ulong b, ulong c, ulong d, ulong e)
    {
        // Carries once: limbs stay below 2^52, which leaves room for a sum and the products.
        b += a >> 51;
        c += b >> 51;
        d += c >> 51;
        e += d >> 51;
        _a = (a & Mask) + (19 * (e >> 51));
        _b = b & Mask;
        _c = c & Mask;
        _d = d & Mask;
        _e = e & Mask;
    }

    public static Curve25519Field Zero => default;

    public static Curve25519Field One => new(1, 0, 0, 0, 0);

    public bool IsZero => ToBytes().AsSpan().IndexOfAnyExcept((byte)0) < 0;

    public bool IsOdd => (ToBytes()[0] & 1) != 0;

    public static Curve25519Field Of(ulong value) => new(value, 0, 0, 0, 0);

    /// <summary>Reads 32 bytes, least significant first, without the topmost bit.</summary>
    public static Curve25519Field FromBytes(ReadOnlySpan<byte> bytes)
    {
        var low = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        var second = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        var third = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        var high = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
        return new Curve25519Field(
            low & Mask,
            ((low >> 51) | (second << 13)) & Mask,
            ((second >> 38) | (third << 26)) & Mask,
            ((third >> 25) | (high << 39)) & Mask,
            (high >> 12) & Mask);
    }

    public static Curve25519Field operator +(Curve25519Field x, Curve25519Field y) =>
        new(x._a + y._a, x._b + y._b, x._c + y._c, x._d + y._d, x._e + y._e);

    // Adds four times the modulus, so that no limb goes below zero.
    public static Curve25519Field operator -(Curve25519Field x, Curve25519Field y) => new(
        x._a + (4 * (Mask - 18)) - y._a, x._b + (4 * Mask) - y._b, x._c + (4 * Mask) - y._c, x._d + (4 * Mask) - y._d, x._e + (4 * Mask) - y._e);

    public static Curve25519Field operator -(Curve25519Field x) => Zero - x;

    public static Curve25519Field operator *(Curve25519Field x, Curve25519Field y)
    {
        // 2^255 is 19: what overflows comes back nineteenfold.
        var (b, c, d, e) = (19 * x._b, 19 * x._c, 19 * x._d, 19 * x._e);
        var r0 = Math.BigMul(x._a, y._a) + Math.BigMul(b, y._e) + Math.BigMul(c, y._d) + Math.BigMul(d, y._c) + Math.BigMul(e, y._b);
        var r1 = Math.BigMul(x._a, y._b) + Math.BigMul(x._b, y._a) + Math.BigMul(c, y._e) + Math.BigMul(d, y._d) + Math.BigMul(e, y._c);
        var r2 = Math.BigMul(x._a, y._c) + Math.BigMul(x._b, y._b) + Math.BigMul(x._c, y._a) + Math.BigMul(d, y._e) + Math.BigMul(e, y._d);
        var r3 = Math.BigMul(x._a, y._d) + Math.BigMul(x._b, y._c) + Math.BigMul(x._c, y._b) + Math.BigMul(x._d, y._a) + Math.BigMul(e, y._e);
        var r4 = Math.BigMul(x._a, y._e) + Math.BigMul(x._b, y._d) + Math.BigMul(x._c, y._c) + Math.BigMul(x._d, y._b) + Math.BigMul(x._e, y._a);
        r1 += r0 >> 51;
        r2 += r1 >> 51;
        r3 += r2 >> 51;
        r4 += r3 >> 51;
        var first = ((ulong)r0 & Mask) + ((r4 >> 51) * 19);
        return new Curve25519Field(
            (ulong)first & Mask, ((ulong)r1 & Mask) + (ulong)(first >> 51), (ulong)r2 & Mask, (ulong)r3 & Mask, (ulong)r4 & Mask);
    }

    /// <summary>One of two values, without branching on which.</summary>
    public static Curve25519Field Select(Curve25519Field no, Curve25519Field yes, ulong bit)
    {
        var mask = 0UL - bit;
        return new Curve25519Field(
            no._a ^ (mask & (no._a ^ yes._a)), no._b ^ (mask & (no._b ^ yes._b)), no._c ^ (mask & (no._c ^ yes._c)),
            no._d ^ (mask & (no._d ^ yes._d)), no._e ^ (mask & (no._e ^ yes._e)));
    }

    public Curve25519Field Squared(int times = 1)
    {
        var value = this;
        for (var i = 0; i < times; i++)
        {
            value *= value;
        }

        return value;
    }

    /// <summary>The value to the power of 2^252 - 3, which square roots need.</summary>
    public Curve25519Field PowP58()
    {
        // A run of n ones and m ones makes one of n + m ones.
        var ones2 = Squared() * this;
        var ones4 = ones2.Squared(2) * ones2;
        var ones5 = ones4.Squared() * this;
        var ones10 = ones5.Squared(5) * ones5;
        var ones20 = ones10.Squared(10) * ones10;
        var ones40 = ones20.Squared(20) * ones20;
        var ones50 = ones40.Squared(10) * ones10;
        var ones100 = ones50.Squared(50) * ones50;
        var ones200 = ones100.Squared(100) * ones100;
        var ones250 = ones200.Squared(50) * ones50;
        return ones250.Squared(2) * this;
    }

    /// <summary>The inverse: the power of 2^255 - 21.</summary>
    public Curve25519Field Inverse() => PowP58().Squared(3) * (Squared() * this);

    /// <summary>The least representative, 32 bytes, least significant first.</summary>
    public byte[] ToBytes()
    {
        var value = new Curve25519Field(_a, _b, _c, _d, _e);
        var carry = (value._a + 19) >> 51;
        carry = (value._b + carry) >> 51;
        carry = (value._c + carry) >> 51;
        carry = (value._d + carry) >> 51;
        carry = (value._e + carry) >> 51;

        // One where the value reaches the modulus, which is then taken off.
        var a = value._a + (19 * carry);
        var b = value._b + (a >> 51);
        var c = value._c + (b >> 51);
        var d = value._d + (c >> 51);
        var e = value._e + (d >> 51);
        (a, b, c, d, e) = (a & Mask, b & Mask, c & Mask, d & Mask, e & Mask);

        var bytes = new byte[32];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, a | (b << 51));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), (b >> 13) | (c << 38));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), (c >> 26) | (d << 25));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(24), (d >> 39) | (e << 12));
        return bytes;
    }
}
