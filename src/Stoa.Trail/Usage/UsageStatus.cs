namespace Stoa.Trail.Usage;

/// <summary>How an attempt ended, in the words of STOA's metering.</summary>
public enum UsageStatus
{
    /// <summary>A result left.</summary>
    Success,

    /// <summary>The call failed.</summary>
    Error,

    /// <summary>A quota was used up.</summary>
    RateLimited,

    /// <summary>A policy denied.</summary>
    PolicyDenied,

    /// <summary>The target is not visible or does not exist.</summary>
    NotFound,
}
