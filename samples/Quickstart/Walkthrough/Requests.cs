namespace Quickstart.Walkthrough;

/// <summary>How many requests were sent, to be compared with how many were recorded.</summary>
internal sealed class Requests
{
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    public void Add() => Interlocked.Increment(ref _count);
}
