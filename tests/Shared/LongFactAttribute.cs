namespace Stoa.Mcp.Tests.Shared;

/// <summary>A test of <c>./test.sh --long</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("STOA_LONG") != "1")
        {
            Skip = "Takes minutes: ./test.sh --long runs it.";
        }
    }
}
