[ "$1" = redis-server ] || exec "$@"
exec "$@" --bind 0.0.0.0 --protected-mode no --dir /data
