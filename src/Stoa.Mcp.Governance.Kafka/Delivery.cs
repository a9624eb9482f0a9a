using Confluent.Kafka;

namespace Stoa.Mcp.Governance.Kafka;

/// <summary>
/// What has become of each message of one batch. A batch that did not get through whole is taken up again where it stands: what the brokers
/// have is not sent twice, and what the client still holds is waited for.
/// </summary>
internal sealed class Delivery(IReadOnlyList<KafkaRecord> records, Action acknowledged)
{
    private readonly Lock _gate = new();
    private readonly SendState[] _states = new SendState[records.Count];
    private readonly Dictionary<int, Error> _refusals = [];
    private TaskCompletionSource _settled = NewSettled();
    private ProducerSession? _session;
    private int _inFlight;
    private int _done;
    private int _oneByOneUpTo = -1;
    private bool _single;
    private Error? _failure;

    /// <summary>Messages that are done.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>Whether all are.</summary>
    public bool IsComplete => Done == records.Count;

    /// <summary>The producer that still holds messages of this batch, or null.</summary>
    public ProducerSession? Holder
    {
        get
        {
            lock (_gate)
            {
                return _inFlight > 0 ? _session : null;
            }
        }
    }

    /// <summary>Why a message did not get through, other than that it was refused; null again once it was asked for.</summary>
    public Error? TakeFailure()
    {
        lock (_gate)
        {
            var failure = _refusals.Count > 0 ? null : _failure;
            _failure = null;
            return failure;
        }
    }

    /// <summary>The next message to hand to the client, or null where none is to go now. Behind a failure none goes: it would pass those before it.</summary>
    public int? Next(int from)
    {
        lock (_gate)
        {
            if (_failure is not null || _refusals.Count > 0 || _single)
            {
                return null;
            }

            var next = Array.IndexOf(_states, SendState.Waiting, from);
            return next < 0 || (next <= _oneByOneUpTo && _inFlight > 0) ? null : next;
        }
    }

    /// <summary>Hands a message to the client; false where the client's queue is full.</summary>
    public bool Send(int index, ProducerSession session)
    {
        bool alone;
        lock (_gate)
        {
            alone = _single = index <= _oneByOneUpTo;
            _session = session;
            _states[index] = SendState.InFlight;
            _inFlight++;
        }

        var error = session.Send(records[index], report => Report(session, index, report, alone));
        if (error is { Code: ErrorCode.Local_QueueFull })
        {
            Settle(index, SendState.Waiting);
            return false;
        }

        if (error is not null)
        {
            // The client refuses a message by itself: no other had a part in it.
            Report(session, index, error, alone: true);
        }

        return true;
    }

    /// <summary>Ends once the client holds none of the messages.</summary>
    public Task Settled()
    {
        lock (_gate)
        {
            return _inFlight == 0 ? Task.CompletedTask : _settled.Task;
        }
    }

    /// <summary>Nothing more will be heard of what the client holds.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _states.AsSpan().Replace(SendState.InFlight, SendState.Waiting);
            _inFlight = 0;
            _single = false;
            _session = null;
        }
    }

    /// <summary>Those that were refused alone, with the reason.</summary>
    public IReadOnlyList<(int Index, KafkaRecord Record, Error Reason)> Dead()
    {
        lock (_gate)
        {
            return [.. _refusals.Where(refusal => _states[refusal.Key] == SendState.Dead).Select(refusal => (refusal.Key, records[refusal.Key], refusal.Value))];
        }
    }

    /// <summary>They are kept elsewhere.</summary>
    public void Bury(int index)
    {
        lock (_gate)
        {
            _refusals.Remove(index);
            _states[index] = SendState.Done;
            _done++;
        }
    }

    /// <summary>Has everything up to the last refused message sent one by one; how many were refused with it, and why, or null where none was.</summary>
    public (int Count, Error Reason)? Separate()
    {
        lock (_gate)
        {
            if (_refusals.Count == 0)
            {
                return null;
            }

            var found = (_refusals.Count, _refusals.Values.First());
            _oneByOneUpTo = Math.Max(_oneByOneUpTo, _refusals.Keys.Max());
            _refusals.Clear();
            _states.AsSpan().Replace(SendState.Refused, SendState.Waiting);
            return found;
        }
    }

    private static TaskCompletionSource NewSettled() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Report(ProducerSession session, int index, Error error, bool alone)
    {
        lock (_gate)
        {
            if (_session != session || _states[index] != SendState.InFlight)
            {
                return;
            }

            if (!error.IsError)
            {
                _done++;
                Settle(index, SendState.Done);
            }
            else if (RefusedForGood.Is(error.Code))
            {
                _refusals[index] = error;
                Settle(index, alone ? SendState.Dead : SendState.Refused);
            }
            else
            {
                session.IsFatal |= error.IsFatal;
                _failure ??= error;
                Settle(index, SendState.Waiting);
            }
        }

        if (!error.IsError)
        {
            acknowledged();
        }
    }

    private void Settle(int index, SendState state)
    {
        lock (_gate)
        {
            _states[index] = state;
            if (--_inFlight == 0)
            {
                _single = false;
                _settled.TrySetResult();
                _settled = NewSettled();
            }
        }
    }
}
