# Runs inside the unpacked base: what the packages' own scripts would have done.
set -e
export PATH=/usr/sbin:/usr/bin
localedef -i en_US -f UTF-8 --no-archive en_US.UTF-8 2> /dev/null
rm -rf /usr/share/i18n
ln -sf mawk /usr/bin/awk
printf 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n' > /etc/passwd
printf 'root:x:0:\ntty:x:5:\nnogroup:x:65534:\n' > /etc/group
cp /usr/share/libc-bin/nsswitch.conf /etc/nsswitch.conf
[ -e /bin/sh ] || ln -s dash /bin/sh
mkdir -p /root /run/lock /tmp /var/tmp /proc /sys /dev
chmod 1777 /tmp /var/tmp
chmod 700 /root
rm -rf /var/run /var/lock
ln -s /run /var/run
ln -s /run/lock /var/lock
rm -rf /usr/lib/python3.11/{idlelib,lib2to3,tkinter,turtledemo}
python3 -m compileall -q /usr/lib/python3.11 > /dev/null
ldconfig
