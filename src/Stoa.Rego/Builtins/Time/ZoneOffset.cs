namespace Stoa.Rego.Builtins;

/// <summary>What a time zone's clocks show at some time.</summary>
/// <param name="Seconds">How much they are ahead of UTC.</param>
/// <param name="Name">The abbreviation, or empty where it is not known.</param>
internal readonly record struct ZoneOffset(int Seconds, string Name);
